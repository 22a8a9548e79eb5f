import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { blobs, type Manifest } from '../../../../optimiser-image/contract'
import { access } from '../auth'
import { isSafeName } from '../manifest'
import { Problem } from '../problem'
import { seenRun } from '../run-access'
import { blobPath } from '../run-data'
import { hasEnded, type RunRecord } from '../run-record'
import { contentTypeOf, sendFile } from '../send-file'
import { dataOf, type Service } from '../service'
import { idParameter, notFinished } from './runs'

const fileParameters = Type.Object({ id: Type.String(), '*': Type.String({ minLength: 1, maxLength: 1024 }) })
const fileSchema = Type.Object({
  name: Type.String(),
  bytes: Type.Integer(),
  sha256: Type.String(),
  contentType: Type.String(),
  link: Type.String(),
})
const incumbentSchema = Type.Object({
  name: Type.String(),
  time: Type.String(),
  bytes: Type.Integer(),
  link: Type.String(),
})

/** Results, logs and incumbents of runs: what an algorithm wrote, streamed from the run's container. */
export function runFileRoutes(service: Service): FastifyPluginAsyncTypebox {
  const { publicUrl } = service.settings
  const link = (run: RunRecord, kind: string, name: string) =>
    `${publicUrl}/v1/runs/${run.id}/${kind}/${name.split('/').map(encodeURIComponent).join('/')}`

  const sendBlob = async (
    request: FastifyRequest,
    reply: FastifyReply,
    run: RunRecord,
    blob: string,
    name: string,
  ): Promise<FastifyReply> => {
    const data = dataOf(service, run)
    const stored = await data.stat(blob)
    if (!stored) throw new Problem('FileNotFound', 'There is no such file')
    return sendFile(request, reply, { data, blob, stored, name, contentType: contentTypeOf(name) })
  }

  return async (app) => {
    app.get(
      '/v1/runs/:id/result',
      {
        config: { access: access.any },
        schema: { summary: 'The main result file', params: idParameter, produces: ['application/octet-stream'] },
      },
      async (request, reply) => {
        const run = await seenRun(service, request.params.id, request.caller)
        const { result } = finished(run)
        return sendBlob(request, reply, run, blobPath(blobs.output, result.attempt, result.name), result.name)
      },
    )

    app.get(
      '/v1/runs/:id/files',
      {
        config: { access: access.any },
        schema: {
          summary: 'The files of a result',
          params: idParameter,
          response: { 200: Type.Object({ value: Type.Array(fileSchema) }) },
        },
      },
      async (request) => {
        const run = await seenRun(service, request.params.id, request.caller)
        const { files } = await manifestOf(service, run)
        return {
          value: files.map(({ name, bytes, sha256 }) => ({
            name,
            bytes,
            sha256,
            contentType: contentTypeOf(name),
            link: link(run, 'files', name),
          })),
        }
      },
    )

    app.get(
      '/v1/runs/:id/files/*',
      {
        config: { access: access.any },
        schema: { summary: 'One file of a result', params: fileParameters, produces: ['application/octet-stream'] },
      },
      async (request, reply) => {
        const run = await seenRun(service, request.params.id, request.caller)
        const { attempt, files } = await manifestOf(service, run)
        // Only what the manifest lists has a name here; a path that leaves the folder is in no manifest.
        const file = files.find(({ name }) => name === request.params['*'])
        if (!file) throw new Problem('FileNotFound', 'The result has no such file')
        return sendBlob(request, reply, run, blobPath(blobs.output, attempt, file.name), file.name)
      },
    )

    app.get(
      '/v1/runs/:id/logs',
      {
        config: { access: access.any },
        schema: {
          summary: "The algorithm's log",
          params: idParameter,
          querystring: Type.Object({ attempt: Type.Optional(Type.String()) }, { additionalProperties: false }),
          produces: ['text/plain'],
        },
      },
      async (request, reply) => {
        const run = await seenRun(service, request.params.id, request.caller)
        if (run.dataDeleted) throw expired()
        const { attempt: asked } = request.query
        const attempt = asked === undefined ? run.attempt : /^\d{1,4}$/.test(asked) ? Number(asked) : 0
        if (asked !== undefined && (attempt < 1 || attempt > run.attempt)) {
          const allowed = run.attempt === 0 ? 'left out: the run has none yet' : `a number from 1 to ${run.attempt}`
          throw new Problem('InvalidRequest', `attempt must be ${allowed}`)
        }
        const data = dataOf(service, run)
        const blob = blobPath(blobs.log, attempt)
        const stored = await data.stat(blob)
        const contentType = 'text/plain; charset=utf-8'
        if (stored) return sendFile(request, reply, { data, blob, stored, contentType })
        // A run that has not written yet has an empty log, not a missing one.
        if (request.headers.range) throw new Problem('RangeNotSatisfiable', 'The log is empty')
        return reply.header('content-type', contentType).send('')
      },
    )

    app.get(
      '/v1/runs/:id/incumbents',
      {
        config: { access: access.any },
        schema: {
          summary: 'Improving results so far',
          params: idParameter,
          querystring: Type.Object(
            { since: Type.Optional(Type.String({ maxLength: 1024 })) },
            { additionalProperties: false },
          ),
          response: {
            200: Type.Object({
              value: Type.Array(incumbentSchema),
              next: Type.Union([Type.String(), Type.Null()]),
            }),
          },
        },
      },
      async (request) => {
        const run = await seenRun(service, request.params.id, request.caller)
        if (run.dataDeleted) throw expired()
        const all = run.attempt === 0 ? [] : await dataOf(service, run).incumbents(run.attempt)
        const { since } = request.query
        const seen = since === undefined ? -1 : all.findIndex(({ name }) => name === since)
        return {
          value: all.slice(seen + 1).map(({ name, time, bytes }) => ({
            name,
            time: time.toISOString(),
            bytes,
            link: link(run, 'incumbents', name),
          })),
          next: all.at(-1)?.name ?? since ?? null,
        }
      },
    )

    app.get(
      '/v1/runs/:id/incumbents/*',
      {
        config: { access: access.any },
        schema: { summary: 'One improving result', params: fileParameters, produces: ['application/octet-stream'] },
      },
      async (request, reply) => {
        const run = await seenRun(service, request.params.id, request.caller)
        if (run.dataDeleted) throw expired()
        const name = request.params['*']
        if (!isSafeName(name) || run.attempt === 0) throw new Problem('FileNotFound', 'There is no such file')
        return sendBlob(request, reply, run, blobPath(blobs.incumbent, run.attempt, name), name)
      },
    )
  }
}

function expired(): Problem {
  return new Problem('ResultExpired', 'Input, result and logs of this run are deleted')
}

/** @throws Problem where the run has no result (any more) */
function finished(run: RunRecord): { readonly result: NonNullable<RunRecord['result']> } {
  if (!hasEnded(run)) throw notFinished(run)
  if (!run.result) {
    throw new Problem('RunFailed', run.error ? `${run.error.code}: ${run.error.message}` : 'The run was canceled')
  }
  if (run.dataDeleted || Date.now() > (run.expiresAt ?? Number.POSITIVE_INFINITY)) throw expired()
  return { result: run.result }
}

async function manifestOf(service: Service, run: RunRecord): Promise<Manifest> {
  const { result } = finished(run)
  const manifest = await dataOf(service, run).manifest(result.attempt)
  if (manifest === undefined || manifest === 'invalid') throw new Problem('FileNotFound', 'The list of files is gone')
  return manifest
}
