import { randomBytes, randomUUID } from 'node:crypto'
import fastify, { type FastifyError, type FastifyReply, type FastifyRequest } from 'fastify'
import { openJsonStore } from '../json-store'
import { sameText } from '../same-text'
import { registerFaults } from './faults'
import { type Delivery, readMessage } from './message'
import { registerPages } from './pages'

const host = '127.0.0.1'
const keptMessages = 50

export interface TeamsOptions {
  /** Keeps the webhook's secret and the last messages. */
  readonly dataDir: string
  /** 0: the operating system chooses. */
  readonly port: number
  /** Where callers reach the webhook, without a slash at its end. Default: this service itself. */
  readonly publicUrl?: string
}

export interface Teams {
  /** The page that shows the channel. */
  readonly url: string
  /** The channel's Workflows webhook; whoever knows it may post. */
  readonly webhookUrl: string
  close(): Promise<void>
}

interface Webhook {
  readonly workflow: string
  readonly signature: string
  readonly enabled: boolean
}

interface Message extends Delivery {
  readonly id: string
  readonly sequence: number
  readonly receivedAt: string
}

interface Query {
  readonly 'api-version'?: string
  readonly sig?: string
}

/**
 * A Teams channel with a Workflows webhook, on loopback. As Workflows does, it answers 202 before the flow runs: a card
 * that Teams would refuse is told on the page and in `/messages`, never to the sender.
 * @throws where the port is taken or `dataDir` cannot be used.
 */
export async function startTeams({ dataDir, port, publicUrl }: TeamsOptions): Promise<Teams> {
  const store = openJsonStore(dataDir)
  const webhooks = store.collection<Webhook>('webhook')
  const messages = store.collection<Message>('messages')
  const webhook = (): Webhook => webhooks.get('channel') ?? newWebhook()
  webhooks.put('channel', webhook())
  const app = fastify({ bodyLimit: 1024 * 1024, forceCloseConnections: true })
  const hosts = [host, 'localhost', ...(publicUrl === undefined ? [] : [new URL(publicUrl).hostname])]
  const bytesOf = new WeakMap<FastifyRequest, number>()
  // The flow reads JSON whatever the content type says.
  app.removeContentTypeParser(['application/json', 'text/plain'])
  app.addContentTypeParser('*', { parseAs: 'string' }, (request, body, done) => {
    bytesOf.set(request, Buffer.byteLength(body))
    try {
      done(null, JSON.parse(String(body)))
    } catch {
      done(Object.assign(new Error('The request content is not valid JSON.'), { statusCode: 400 }))
    }
  })
  app.addHook('onRequest', async (request, reply) => {
    // A web page whose host name was pointed at 127.0.0.1 must not read the channel.
    if (!hosts.includes(request.hostname)) {
      return refuse(reply, 400, 'InvalidHost', 'Use 127.0.0.1 as the host.')
    }
    // Other types can be sent by any page in a browser, without asking for leave.
    const switched = request.url.startsWith('/__emulator/') && request.method !== 'DELETE'
    if (switched && !request.headers['content-type']?.startsWith('application/json')) {
      return refuse(reply, 415, 'UnsupportedMediaType', 'The content type must be application/json.')
    }
  })
  app.setErrorHandler((error: FastifyError, _request, reply) => {
    const status = error.statusCode ?? 500
    if (status >= 500) console.error(error)
    return refuse(reply, status, 'InvalidRequestContent', error.message)
  })
  const strike = registerFaults(app)
  await registerPages(app)

  const newestFirst = () => messages.values().sort((one, other) => other.sequence - one.sequence)
  const keep = (delivery: Delivery) => {
    const sequence = (newestFirst()[0]?.sequence ?? 0) + 1
    const id = randomUUID()
    messages.put(id, { id, sequence, receivedAt: new Date().toISOString(), ...delivery })
    for (const old of newestFirst().slice(keptMessages)) messages.delete(old.id)
  }

  app.post<{ Params: { workflow: string }; Querystring: Query }>(
    '/workflows/:workflow/triggers/manual/paths/invoke',
    async (request, reply) => {
      const { workflow, signature, enabled } = webhook()
      if (request.params.workflow !== workflow || !enabled) {
        const message = `The workflow '${request.params.workflow}' could not be found.`
        return refuse(reply, 404, 'WorkflowNotFound', message)
      }
      if (!sameText(String(request.query.sig ?? ''), signature)) {
        return refuse(reply, 401, 'AuthorizationFailed', 'The authentication credentials are not valid.')
      }
      const delivery = readMessage(request.body, bytesOf.get(request) ?? 0)
      if (!(await strike(request, reply, () => keep(delivery)))) return reply
      keep(delivery)
      return reply.code(202).header('x-ms-workflow-run-id', randomUUID()).send()
    },
  )
  app.get('/messages', async (_request, reply) => {
    return reply.header('cache-control', 'no-store').send({ messages: newestFirst() })
  })
  app.delete('/__emulator/messages', async () => {
    for (const { id } of messages.values()) messages.delete(id)
    return {}
  })
  app.put<{ Body: { enabled: boolean } }>(
    '/__emulator/webhook',
    {
      schema: {
        body: {
          type: 'object',
          additionalProperties: false,
          required: ['enabled'],
          properties: { enabled: { type: 'boolean' } },
        },
      },
    },
    async ({ body }) => {
      webhooks.put('channel', { ...webhook(), enabled: body.enabled })
      return body
    },
  )

  const url = await app.listen({ host, port })
  const { workflow, signature } = webhook()
  const query = `api-version=2016-06-01&sp=%2Ftriggers%2Fmanual%2Frun&sv=1.0&sig=${signature}`
  return {
    url,
    webhookUrl: `${publicUrl ?? url}/workflows/${workflow}/triggers/manual/paths/invoke?${query}`,
    close: () => app.close(),
  }
}

function newWebhook(): Webhook {
  return {
    workflow: randomBytes(16).toString('hex'),
    signature: randomBytes(32).toString('base64url'),
    enabled: true,
  }
}

function refuse(reply: FastifyReply, status: number, code: string, message: string): FastifyReply {
  return reply.code(status).send({ error: { code, message } })
}
