import { randomBytes } from 'node:crypto'
import { RestError } from '@azure/core-rest-pipeline'
import swagger from '@fastify/swagger'
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import Fastify, {
  type FastifyBaseLogger,
  type FastifyError,
  type FastifyInstance,
  type FastifyRequest,
  LogController,
} from 'fastify'
import { type Access, type Authenticate, access, type Caller } from './auth'
import { createHealthCheck } from './health'
import { compileOptions, summaryOf, violationOf } from './options'
import { Problem, problemBody, unavailable } from './problem'
import { createProgressReader } from './progress'
import { reasonOf } from './reason'
import { informationRoutes, version } from './routes/information'
import { notificationRoutes } from './routes/notifications'
import { rerunPageRoute } from './routes/rerun-page'
import { runFileRoutes } from './routes/run-files'
import { runRoutes } from './routes/runs'
import { uploadRoutes } from './routes/uploads'
import type { Service } from './service'
import { signInFor } from './sign-in'
import { parseTraceparent } from './telemetry'
import type { UploadStore } from './upload-store'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Every route states it; a route without one does not start. */
    access?: Access
  }
  interface FastifyRequest {
    caller: Caller
    /** Of this request in the trace that is its id. */
    spanId: string
  }
}

const bodyLimitBytes = 1.5 * 1024 * 1024

/** The REST API over its parts. It starts nothing: see `startFollower` and `startRetention`. */
export async function buildApp(
  service: Service,
  uploads: UploadStore,
  authenticate: Authenticate,
): Promise<FastifyInstance> {
  const { settings } = service
  const app = Fastify({
    loggerInstance: service.log as FastifyBaseLogger,
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: bodyLimitBytes,
    // The front end allows 230 s; a block of 64 MiB needs its time.
    requestTimeout: 230_000,
    connectionTimeout: 0,
    keepAliveTimeout: 75_000,
    http: { headersTimeout: 30_000 },
    // The caller's trace goes on, so that its own logs lead here.
    genReqId: ({ headers }) => parseTraceparent(headers.traceparent)?.traceId ?? randomBytes(16).toString('hex'),
    routerOptions: { maxParamLength: 1024, ignoreTrailingSlash: false },
    ajv: { customOptions: { coerceTypes: false, removeAdditional: false, useDefaults: false, allErrors: true } },
    return503OnClosing: true,
    frameworkErrors: (_error, request, reply) => {
      const problem = new Problem('InvalidRequest', 'The address or the headers cannot be read')
      const body = problemBody(problem, settings.publicUrl, '', request.id)
      reply.raw.writeHead(problem.status, { 'content-type': 'application/problem+json' }).end(JSON.stringify(body))
    },
  }).withTypeProvider<TypeBoxTypeProvider>()
  const routes: { readonly method: string; readonly pattern: RegExp; readonly access: Access }[] = []

  app.decorateRequest('caller')
  app.decorateRequest('spanId', '')
  app.removeContentTypeParser('text/plain')
  app.addHook('onRoute', ({ method, url, config }) => {
    if (!config?.access) throw new Error(`route ${url} does not say who may call it`)
    const pattern = new RegExp(`^${url.replace(/[.]/g, '\\.').replace(/:\w+/g, '[^/]+').replace('*', '.+')}$`)
    for (const one of [method].flat()) routes.push({ method: one, pattern, access: config.access })
  })
  app.addHook('onRequest', async (request, reply) => {
    request.spanId = randomBytes(8).toString('hex')
    reply.headers({
      'x-content-type-options': 'nosniff',
      'strict-transport-security': 'max-age=31536000; includeSubDomains',
      'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
      'referrer-policy': 'no-referrer',
      'cache-control': 'no-store',
      'x-trace-id': request.id,
    })
    const needed = request.is404 ? accessOfUnknown(routes, pathOf(request)) : request.routeOptions.config.access
    if (needed === 'public') return
    request.caller = await authenticate(request)
    const { roles } = request.caller
    if (needed && !needed.some((role) => roles.includes(role))) {
      throw new Problem('Forbidden', `This needs one of the roles ${needed.join(', ')}`)
    }
    refuseForeignText(request)
  })
  app.addHook('onResponse', async (request, reply) => {
    // The route's pattern, not the address: names of files stay out of the log.
    const { id, method, caller, spanId } = request
    const route = request.routeOptions.url
    const details = { traceId: id, method, route, status: reply.statusCode }
    service.log.info({ ...details, oid: caller?.oid, ms: Math.round(reply.elapsedTime) }, 'request')
    if (route?.startsWith('/health/')) return
    const parentId = parseTraceparent(request.headers.traceparent)?.spanId
    service.telemetry.span({
      traceId: id,
      spanId,
      ...(parentId === undefined ? {} : { parentId }),
      name: `${method} ${route ?? 'unknown address'}`,
      service: 'slipway-api',
      kind: 'server',
      start: Date.now() - reply.elapsedTime,
      end: Date.now(),
      failed: reply.statusCode >= 500,
      attributes: {
        'http.request.method': method,
        'http.response.status_code': reply.statusCode,
        ...(route === undefined ? {} : { 'http.route': route }),
        ...(caller === undefined ? {} : { 'enduser.id': caller.oid }),
      },
    })
  })
  app.setErrorHandler((error: FastifyError, request, reply) => {
    const problem = problemOf(error)
    const signIn = problem.code === 'Unauthenticated' && !request.is404 ? signInFor(request) : undefined
    if (signIn !== undefined) return reply.redirect(signIn)
    if (problem.status >= 500) {
      const { code } = problem
      service.log.error(
        { traceId: request.id, spanId: request.spanId, code, reason: reasonOf(error), at: placeOf(error) },
        'request failed',
      )
    }
    return reply
      .code(problem.status)
      .headers({ 'x-ms-error-code': problem.code, ...problem.details.headers })
      .removeHeader('content-disposition')
      .removeHeader('content-length')
      .type('application/problem+json')
      .serializer(JSON.stringify)
      .send(problemBody(problem, settings.publicUrl, pathOf(request), request.id))
  })
  app.setNotFoundHandler((request) => {
    const allowed = routes.filter(({ pattern }) => pattern.test(pathOf(request))).map(({ method }) => method)
    if (allowed.length === 0) throw new Problem('NotFound', 'There is nothing at this address; see /openapi.json')
    const allow = [...new Set(allowed)].join(', ')
    throw new Problem('MethodNotAllowed', `Here are allowed: ${allow}`, { headers: { allow } })
  })

  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: { title: 'Slipway', version, description: 'Runs optimisation models as jobs on Azure Databricks' },
      servers: [{ url: settings.publicUrl }],
      components: { securitySchemes: { entra: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } } },
    },
    transform: ({ schema, url, route }) => {
      const needed = (route.config as { access?: Access } | undefined)?.access
      const security = needed === 'public' ? [] : [{ entra: [...(needed ?? [])] }]
      return { schema: { ...schema, security }, url }
    },
  })
  const submitter = {
    service,
    uploads,
    options: compileOptions(settings.algorithms),
  }
  await app.register(informationRoutes(settings, createHealthCheck(service)))
  await app.register(runRoutes(service, submitter, createProgressReader(service)))
  await app.register(runFileRoutes(service))
  await app.register(rerunPageRoute)
  await app.register(uploadRoutes(settings, uploads))
  await app.register(notificationRoutes(service))
  app.get('/openapi.json', { config: { access: access.public }, schema: { hide: true } }, async () => app.swagger())
  await app.ready()
  return app
}

function pathOf(request: FastifyRequest): string {
  return request.url.split('?')[0] ?? ''
}

/** An unknown address tells a stranger nothing; at a public one a wrong method is said openly. */
function accessOfUnknown(
  routes: readonly { readonly pattern: RegExp; readonly access: Access }[],
  path: string,
): Access | undefined {
  return routes.find(({ pattern }) => pattern.test(path))?.access === 'public' ? 'public' : undefined
}

/** JSON is UTF-8; another charset would be read wrongly without a word. */
function refuseForeignText(request: FastifyRequest): void {
  const charset = /charset\s*=\s*"?([^\s;"]+)/i.exec(request.headers['content-type'] ?? '')?.[1]
  if (charset !== undefined && !/^utf-?8$/i.test(charset)) {
    throw new Problem('UnsupportedMediaType', 'Send JSON as UTF-8')
  }
}

/** The problem that an error is told as; what is unknown is told without its text. */
function problemOf(error: FastifyError): Problem {
  if (error instanceof Problem) return error
  if (error.validation) {
    const root = error.validationContext === 'body' ? '#' : `#${error.validationContext}`
    const errors = error.validation.map((one) => violationOf(one, root))
    return new Problem('InvalidRequest', `The request is not valid: ${summaryOf(errors)}`, { errors })
  }
  switch (error.code) {
    case 'FST_ERR_CTP_BODY_TOO_LARGE':
      return new Problem(
        'BodyTooLarge',
        `A body has at most ${bodyLimitBytes} bytes; send large inputs by POST /v1/uploads`,
      )
    case 'FST_ERR_CTP_INVALID_MEDIA_TYPE':
      return new Problem('UnsupportedMediaType', 'The content type is not supported here; JSON is application/json')
    case 'FST_ERR_CTP_EMPTY_JSON_BODY':
      return new Problem('InvalidJson', 'The body is empty; JSON was expected')
    default:
  }
  if (isStorageError(error)) return unavailable('StorageUnavailable')
  if (error instanceof SyntaxError || error.code === 'FST_ERR_CTP_INVALID_JSON_BODY') {
    return new Problem('InvalidJson', 'The body is not JSON')
  }
  if (error.statusCode !== undefined && error.statusCode >= 400 && error.statusCode < 500) {
    return new Problem('InvalidRequest', 'The request cannot be read')
  }
  return new Problem('InternalError', 'The request failed for a reason within the service; the trace id leads to it')
}

function isStorageError(error: unknown): boolean {
  // Errors of credentials come from the same calls to the storage.
  return (
    error instanceof RestError ||
    (error instanceof Error && /^(RestError|.*Credential.*Error|AuthenticationError|AbortError)$/.test(error.name))
  )
}

/** Where an unexpected error came from: the place in this code, not its message, which may hold anything. */
function placeOf(error: Error): string | undefined {
  return error.stack
    ?.split('\n')
    .find((line) => line.trimStart().startsWith('at '))
    ?.trim()
    .slice(0, 200)
}
