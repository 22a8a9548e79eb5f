import fastify, { type FastifyError, type FastifyInstance } from 'fastify'
import {
  ArmError,
  accountOf,
  bodyOf,
  finished,
  type Json,
  objectIn,
  openResources,
  pathOf,
  type Resource,
  type Resources,
  textIn,
} from '../arm/resources'
import { openClock } from '../clock'
import { openJsonStore } from '../json-store'
import { type Identities, registerIdentities } from './identities'
import { registerJobs } from './jobs'
import { registerRunbooks } from './runbooks'
import { registerSchedules } from './schedules'
import { registerWebhooks } from './webhooks'

const host = '127.0.0.1'
const base =
  '/subscriptions/:subscription/resourceGroups/:group/providers/Microsoft.Automation/automationAccounts/:account'
const apiVersions = ['2015-10-31', '2019-06-01', '2023-11-01', '2024-10-23']
/** Largest data of a webhook and text of a runbook, in bytes. */
const bodyBytes = 2 * 1024 * 1024

export interface AutomationOptions {
  /** Keeps accounts, runbooks, jobs and the clock. */
  readonly dataDir: string
  /** 0: the operating system chooses. */
  readonly port: number
  /** Interpreter that runs the runbooks. */
  readonly python: string
  /** Where callers reach the resource manager; default: this service itself. */
  readonly armUrl?: string
  /** Where callers reach webhooks; default: this service itself. */
  readonly webhookUrl?: string
  /** Variables of the jobs' environment, such as a proxy. Default none. */
  readonly extraEnvironment?: Readonly<Record<string, string>>
  /** How long a job may run in Azure's shared sandboxes. Default three hours. */
  readonly jobTimeoutSeconds?: number
}

export interface Automation {
  readonly url: string
  /** Jobs that run are interrupted, and started again by the next start. */
  close(): Promise<void>
}

/**
 * Azure Automation on loopback: the resource manager's face for accounts, runbooks, variables, webhooks, schedules and
 * jobs, and the webhooks themselves. Runbooks are Python and really run, with what Azure hands them.
 * @throws where the port is taken or `dataDir` cannot be used.
 */
export async function startAutomation(options: AutomationOptions): Promise<Automation> {
  const store = openJsonStore(options.dataDir)
  const resources = openResources(store.collection<Resource>('resources'))
  const clock = openClock(store)
  let url = ''
  const armUrl = () => options.armUrl ?? url
  const app = fastify({ bodyLimit: bodyBytes, forceCloseConnections: true, routerOptions: { caseSensitive: false } })
  speakArm(app, resources)
  const identities = registerIdentities(app, store, resources)
  registerAccounts(app, resources, identities, armUrl)
  const runbooks = registerRunbooks(app, base, store, resources, armUrl)
  const parts = { store, resources, runbooks, identities, clock, armUrl, url: () => url }
  const jobs = registerJobs(app, base, parts, {
    store,
    dataDir: options.dataDir,
    python: options.python,
    jobTimeoutSeconds: options.jobTimeoutSeconds ?? 3 * 3600,
    extraEnvironment: options.extraEnvironment ?? {},
  })
  registerWebhooks(app, base, { ...parts, jobs, webhookUrl: () => options.webhookUrl ?? url })
  const schedules = registerSchedules(app, base, { ...parts, jobs })
  registerVariables(app, resources, armUrl)
  registerCommon(app, resources, armUrl)
  url = await app.listen({ host, port: options.port })
  jobs.resume()
  schedules.start()
  return {
    url,
    async close() {
      schedules.close()
      await app.close()
      await jobs.close()
    },
  }
}

function registerAccounts(
  app: FastifyInstance,
  resources: Resources,
  identities: Identities,
  armUrl: () => string,
): void {
  app.put(base, async (request, reply) => {
    const path = pathOf(request)
    const body = bodyOf(request)
    const before = resources.find(path)
    const identity = identities.described(body.identity)
    const resource: Resource = {
      id: before?.id ?? path,
      name: before?.name ?? path.split('/').at(-1) ?? '',
      type: 'Microsoft.Automation/AutomationAccounts',
      location: textIn(body.location, 'location'),
      ...(body.tags != null && { tags: objectIn(body.tags, 'tags') }),
      ...(identity && { identity }),
      properties: { ...objectIn(body.properties ?? {}, 'properties'), state: 'Ok', provisioningState: 'Succeeded' },
    }
    return finished(reply, armUrl()).send(resources.put(path, resource))
  })
  app.get(`${base}/agentRegistrationInformation`, async (request) => {
    resources.get(pathOf(request).replace(/\/agentRegistrationInformation$/i, ''))
    // Hybrid workers do not exist here, and no key that opens anything either.
    return { endpoint: armUrl(), keys: { primary: '', secondary: '' } }
  })
}

function registerVariables(app: FastifyInstance, resources: Resources, armUrl: () => string): void {
  const shown = (resource: Resource): Resource => {
    const { value, ...others } = resource.properties
    return others.isEncrypted === true ? { ...resource, properties: others } : resource
  }
  app.put(`${base}/variables/:name`, async (request, reply) => {
    const path = pathOf(request)
    const before = resources.find(path)
    const properties: Json = {
      isEncrypted: false,
      ...before?.properties,
      ...objectIn(bodyOf(request).properties, 'properties'),
    }
    checkJson(textIn(properties.value, 'properties.value'))
    if (before && before.properties.isEncrypted !== properties.isEncrypted) {
      throw new ArmError(400, 'BadRequest', 'Whether a variable is encrypted cannot be changed.')
    }
    const resource: Resource = {
      id: before?.id ?? path,
      name: before?.name ?? path.split('/').at(-1) ?? '',
      type: 'Microsoft.Automation/AutomationAccounts/Variables',
      properties,
    }
    return finished(reply, armUrl()).send(shown(resources.put(path, resource)))
  })
  app.get(`${base}/variables/:name`, async (request) => shown(resources.get(pathOf(request))))
  app.get(`${base}/variables`, async (request) => ({ value: resources.list(pathOf(request)).map(shown) }))
}

function checkJson(value: string): void {
  try {
    JSON.parse(value)
  } catch {
    throw new ArmError(400, 'BadRequest', 'properties.value must be JSON: a text stands in quotes')
  }
}

/** What all kinds of resources answer alike. */
function registerCommon(app: FastifyInstance, resources: Resources, armUrl: () => string): void {
  for (const kind of ['runbooks', 'schedules', 'jobSchedules', 'webHooks']) {
    app.get(`${base}/${kind}`, async (request) => ({ value: resources.list(pathOf(request)) }))
    app.get(`${base}/${kind}/:name`, async (request) => resources.get(pathOf(request)))
  }
  app.get(base, async (request) => resources.get(pathOf(request)))
  for (const path of [
    base,
    ...['runbooks', 'schedules', 'jobSchedules', 'webHooks', 'variables'].map((kind) => `${base}/${kind}/:name`),
  ]) {
    app.delete(path, async (request, reply) => {
      resources.get(pathOf(request))
      resources.delete(pathOf(request))
      return finished(reply, armUrl()).send({})
    })
  }
  app.get('/operationStatuses/:id', async () => ({ status: 'Succeeded' }))
}

/** Bodies and errors as the resource manager has them; only this machine's own programs are listened to. */
function speakArm(app: FastifyInstance, resources: Resources): void {
  app.removeContentTypeParser(['application/json', 'text/plain'])
  app.addContentTypeParser('*', { parseAs: 'string' }, (request, body, done) => {
    const text = String(body)
    const type = request.headers['content-type'] ?? 'application/json'
    if (request.url.startsWith('/webhooks') || !type.includes('json')) return done(null, text)
    try {
      done(null, text === '' ? undefined : JSON.parse(text))
    } catch {
      done(new ArmError(400, 'InvalidRequestContent', 'The request content is not valid JSON.'))
    }
  })
  app.addHook('onRequest', async (request) => {
    if (request.url.startsWith('/webhooks')) return
    // Only browsers send these headers, and no page may read or change anything here.
    if (request.headers.origin !== undefined || request.headers['sec-fetch-site'] !== undefined) {
      throw new ArmError(403, 'Forbidden', 'This is not for web pages.')
    }
    if (!request.url.toLowerCase().startsWith('/subscriptions/')) return
    const version = (request.query as { 'api-version'?: string })['api-version']
    if (version === undefined)
      throw new ArmError(400, 'MissingApiVersionParameter', 'The api-version query parameter is required.')
    if (!apiVersions.includes(version)) {
      throw new ArmError(
        400,
        'InvalidApiVersionParameter',
        `The api-version '${version}' is invalid. Supported: ${apiVersions.join(', ')}.`,
      )
    }
  })
  app.addHook('preHandler', async (request) => {
    const path = pathOf(request)
    // What is put into an account needs the account.
    if (path.toLowerCase().startsWith('/subscriptions/') && accountOf(path) !== path) resources.get(accountOf(path))
  })
  app.setNotFoundHandler(async (request) => {
    throw new ArmError(501, 'NotImplemented', `simulator: ${request.method} ${pathOf(request)}`)
  })
  app.setErrorHandler((error: FastifyError | ArmError, _request, reply) => {
    if (error instanceof ArmError) {
      return reply.code(error.status).send({ error: { code: error.code, message: error.message } })
    }
    const status = error.statusCode ?? 500
    if (status >= 500) console.error(error)
    const message = status < 500 ? error.message : 'The emulator failed; its log says why.'
    return reply.code(status).send({ error: { code: status < 500 ? 'BadRequest' : 'InternalServerError', message } })
  })
}
