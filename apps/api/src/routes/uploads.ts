import type { Readable } from 'node:stream'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { v7 } from 'uuid'
import { access, type Caller } from '../auth'
import { checkedName } from '../input-name'
import { Problem } from '../problem'
import { isRunId } from '../run-id'
import type { Settings } from '../settings'
import { blockCount, blockLength, maxUploadBytes, type Upload, type UploadStore } from '../upload-store'

const uploadFields = {
  uploadId: Type.String(),
  blockBytes: Type.Integer(),
  blocks: Type.Integer(),
  expiresAt: Type.String(),
}

/** Files too large for a body: announced, then sent in blocks that may come in any order and again. */
export function uploadRoutes(settings: Settings, uploads: UploadStore): FastifyPluginAsyncTypebox {
  const maxBytes = Math.min(maxUploadBytes, Math.max(...settings.algorithms.map((a) => a.manifest.input.maxBytes)))
  const ownUpload = async (id: string, caller: Caller): Promise<Upload> => {
    const upload = isRunId(id) ? await uploads.get(id, caller.oid) : undefined
    if (!upload) throw new Problem('UploadNotFound', 'There is no such upload of yours, or it has expired')
    return upload
  }
  const shown = (upload: Upload) => ({
    uploadId: upload.id,
    blockBytes: upload.blockBytes,
    blocks: blockCount(upload),
    expiresAt: new Date(upload.expiresAt).toISOString(),
  })

  return async (app) => {
    // The body of a block goes straight on to the storage.
    app.addContentTypeParser('application/octet-stream', (_request, payload, done) => done(null, payload))

    app.post(
      '/v1/uploads',
      {
        config: { access: access.submit },
        schema: {
          summary: 'Begin an upload',
          body: Type.Object(
            { name: Type.String({ minLength: 1, maxLength: 1024 }), bytes: Type.Integer({ minimum: 1 }) },
            { additionalProperties: false },
          ),
          response: {
            201: Type.Object({ ...uploadFields, links: Type.Object({ block: Type.String(), self: Type.String() }) }),
          },
        },
      },
      async (request, reply) => {
        const { name, bytes } = request.body
        if (bytes > maxBytes) throw new Problem('InputTooLarge', `An upload has at most ${maxBytes} bytes`)
        const upload = await uploads.create({ id: v7(), oid: request.caller.oid, name: checkedName(name), bytes })
        const self = `${settings.publicUrl}/v1/uploads/${upload.id}`
        reply.code(201).header('location', self)
        return { ...shown(upload), links: { block: `${self}/blocks/{n}`, self } }
      },
    )

    app.put(
      '/v1/uploads/:id/blocks/:n',
      {
        config: { access: access.submit },
        onRequest: async ({ headers }) => {
          // Another type would be read into memory before the handler could refuse it.
          if (headers['content-type'] !== 'application/octet-stream') {
            throw new Problem('UnsupportedMediaType', 'A block is sent as application/octet-stream')
          }
        },
        schema: {
          summary: 'Send one block',
          params: Type.Object({ id: Type.String(), n: Type.String() }),
          consumes: ['application/octet-stream'],
          response: { 204: Type.Null() },
        },
      },
      async (request, reply) => {
        const upload = await ownUpload(request.params.id, request.caller)
        const block = /^\d{1,6}$/.test(request.params.n) ? Number(request.params.n) : -1
        if (block < 0 || block >= blockCount(upload)) {
          throw new Problem('InvalidRequest', `Blocks of this upload are numbered 0 to ${blockCount(upload) - 1}`)
        }
        const length = blockLength(upload, block)
        if (request.headers['content-length'] !== String(length)) {
          throw new Problem('InvalidRequest', `Block ${block} has exactly ${length} bytes, stated as Content-Length`)
        }
        await uploads.putBlock(upload, block, request.body as Readable, length)
        return reply.code(204).send(null)
      },
    )

    app.get(
      '/v1/uploads/:id',
      {
        config: { access: access.submit },
        schema: {
          summary: 'What of an upload has arrived',
          params: Type.Object({ id: Type.String() }),
          response: {
            200: Type.Object({
              ...uploadFields,
              name: Type.String(),
              bytes: Type.Integer(),
              received: Type.Array(Type.Integer()),
            }),
          },
        },
      },
      async (request) => {
        const upload = await ownUpload(request.params.id, request.caller)
        return { ...shown(upload), name: upload.name, bytes: upload.bytes, received: await uploads.received(upload) }
      },
    )
  }
}
