import { randomUUID } from 'node:crypto'
import type { Server } from 'node:http'
import fastify, { type FastifyError, type FastifyInstance } from 'fastify'
import type { JsonStore } from '../../json-store'
import { AccessDenied } from '../access'
import { readJson } from '../json-body'
import { type Parts, recordRefusal } from '../parts'
import { TokenRefused } from '../tokens'
import { requireAdministrator } from './administrators'
import { registerApplications } from './applications'
import { registerAssignments } from './assignments'
import { registerDeletedItems } from './deleted-items'
import { openEntraMirror } from './entra-mirror'
import { registerFederatedCredentials } from './federated-credentials'
import { GraphError, notImplemented } from './graph-error'
import type { GraphParts } from './graph-parts'
import { openObjects } from './objects'
import { registerServicePrincipals } from './service-principals'

const audience = 'https://graph.microsoft.com'

/**
 * Microsoft Graph, as far as applications, service principals and their app roles go. What it is told reaches Entra, so
 * that tokens carry the roles.
 */
export async function createGraph(parts: Parts, store: JsonStore): Promise<Server> {
  const app = fastify({ bodyLimit: 1024 * 1024, forceCloseConnections: true })
  const objects = openObjects(store)
  const mirror = openEntraMirror(objects, parts.directory)
  const graph: GraphParts = { ...parts, objects, mirror }
  speakOData(app, parts)
  // The two versions differ in fields that nobody here asks for.
  for (const prefix of ['/v1.0', '/beta']) {
    app.register(
      async (version) => {
        registerApplications(version, graph)
        registerFederatedCredentials(version, graph)
        registerServicePrincipals(version, graph)
        registerAssignments(version, graph)
        registerDeletedItems(version, graph)
      },
      { prefix },
    )
  }
  // What was kept just before a crash may not have reached Entra.
  for (const { appId } of objects.applications.values()) await mirror.applicationChanged(appId)
  await app.ready()
  return app.server
}

function speakOData(app: FastifyInstance, parts: Parts): void {
  const { transcript, tokens } = parts
  readJson(app)
  app.addHook('preHandler', async (request) => {
    transcript.note(request.raw, 'request', request.body)
    requireAdministrator(await tokens.verify(request.headers.authorization, [audience]))
  })
  app.addHook('preSerialization', async (request, _reply, payload) => {
    transcript.note(request.raw, 'answer', payload)
    return payload
  })
  app.setNotFoundHandler(async (request) => {
    throw notImplemented(`${request.method} graph.microsoft.com${request.originalUrl}`)
  })
  app.setErrorHandler((error: Error, request, reply) => {
    recordRefusal(error, request.raw, parts)
    const { status, code } = described(error)
    if (status >= 500 && status !== 501) console.error(error)
    const innerError = { date: new Date().toISOString(), 'request-id': randomUUID() }
    return reply.code(status).send({ error: { code, message: error.message, innerError } })
  })
}

function described(error: Error): { readonly status: number; readonly code: string } {
  if (error instanceof GraphError) return error
  if (error instanceof TokenRefused) return { status: 401, code: 'InvalidAuthenticationToken' }
  if (error instanceof AccessDenied) return { status: 403, code: 'Authorization_RequestDenied' }
  const { statusCode: status = 500 } = error as FastifyError
  return { status, code: status < 500 ? 'BadRequest' : 'InternalServerError' }
}
