import { randomUUID } from 'node:crypto'
import type { Server } from 'node:http'
import fastify, { type FastifyError, type FastifyInstance } from 'fastify'
import type { JsonStore } from '../../json-store'
import { readJson } from '../json-body'
import { isDenial, type Parts, recordRefusal } from '../parts'
import { registerApplications } from './applications'
import { registerAssignments } from './assignments'
import { GraphError } from './graph-error'
import { openObjects } from './objects'
import { registerServicePrincipals } from './service-principals'

const audience = 'https://graph.microsoft.com'

/**
 * Microsoft Graph, as far as applications, service principals and their app roles go. What it is told reaches Entra, so
 * that tokens carry the roles.
 */
export async function createGraph(parts: Parts, store: JsonStore): Promise<Server> {
  const app = fastify({
    bodyLimit: 1024 * 1024,
    forceCloseConnections: true,
    // The two versions differ in fields that nobody here asks for.
    rewriteUrl: ({ url = '/' }) => url.replace(/^\/(?:v1\.0|beta)(?=\/)/, ''),
  })
  speakOData(app, parts)
  const objects = openObjects(store, parts)
  registerApplications(app, objects)
  registerServicePrincipals(app, objects)
  registerAssignments(app, objects)
  await app.ready()
  return app.server
}

function speakOData(app: FastifyInstance, parts: Parts): void {
  const { transcript, tokens } = parts
  readJson(app)
  app.addHook('preHandler', async (request) => {
    transcript.note(request.raw, 'request', request.body)
    await tokens.verify(request.headers.authorization, [audience])
  })
  app.addHook('preSerialization', async (request, _reply, payload) => {
    transcript.note(request.raw, 'answer', payload)
    return payload
  })
  app.setNotFoundHandler(async (request) => {
    throw new GraphError(501, 'NotImplemented', `simulator: ${request.method} graph.microsoft.com${request.url}`)
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
  if (isDenial(error)) return { status: 401, code: 'InvalidAuthenticationToken' }
  const { statusCode: status = 500 } = error as FastifyError
  return { status, code: status < 500 ? 'BadRequest' : 'InternalServerError' }
}
