import { createHash } from 'node:crypto'
import type { Readable } from 'node:stream'
import { odata, RestError, type TableClient } from '@azure/data-tables'
import type { BlobServiceClient } from '@azure/storage-blob'
import { isNotFound } from './run-data'

export const uploadsContainer = 'uploads'
const lifeMs = 24 * 3600_000
const mebibyte = 1024 * 1024
/** A blob may have 50,000 blocks; fewer keep the list of received ones short. */
const maxBlocks = 5_000
export const maxBlockBytes = 64 * mebibyte

/** A file that arrives in blocks; times in milliseconds since 1970. */
export interface Upload {
  readonly id: string
  readonly oid: string
  readonly name: string
  readonly bytes: number
  readonly blockBytes: number
  readonly expiresAt: number
}

/** Uploads of callers: a row in the table and a block blob. Every method throws the SDK's `RestError`. */
export interface UploadStore {
  create(upload: Pick<Upload, 'id' | 'oid' | 'name' | 'bytes'>): Promise<Upload>
  /** Only the caller's own and unexpired. */
  get(id: string, oid: string): Promise<Upload | undefined>
  putBlock(upload: Upload, block: number, content: Readable, bytes: number): Promise<void>
  /** Numbers of the blocks that arrived whole. */
  received(upload: Upload): Promise<number[]>
  /** The whole file; all blocks must be there. Destroying the stream ends the request. */
  read(upload: Upload, signal: AbortSignal): Promise<Readable>
  /** Deletes what has expired at `now`. */
  deleteExpired(now: number): Promise<void>
}

export function blockCount(upload: Pick<Upload, 'bytes' | 'blockBytes'>): number {
  return Math.ceil(upload.bytes / upload.blockBytes)
}

/** Bytes that block `block` must have. */
export function blockLength(upload: Upload, block: number): number {
  return Math.min(upload.blockBytes, upload.bytes - block * upload.blockBytes)
}

/** Largest file that fits into the allowed blocks. */
export const maxUploadBytes = maxBlocks * maxBlockBytes

/** @param staging a client that never repeats by itself: a streamed block cannot be sent twice */
export function openUploadStore(
  table: TableClient,
  service: BlobServiceClient,
  staging: BlobServiceClient,
): UploadStore {
  const path = ({ oid, id }: Upload) => `${createHash('sha256').update(oid).digest('hex').slice(0, 32)}/${id}`
  const blob = (upload: Upload) => service.getContainerClient(uploadsContainer).getBlockBlobClient(path(upload))
  const blockId = (block: number) => Buffer.from(String(block).padStart(8, '0')).toString('base64')

  const received = async (upload: Upload): Promise<number[]> => {
    try {
      const { committedBlocks, uncommittedBlocks } = await blob(upload).getBlockList('all')
      const sizes = new Map([...(committedBlocks ?? []), ...(uncommittedBlocks ?? [])].map((b) => [b.name, b.size]))
      const blocks = Array.from({ length: blockCount(upload) }, (_, block) => block)
      return blocks.filter((block) => Number(sizes.get(blockId(block))) === blockLength(upload, block))
    } catch (error) {
      if (isNotFound(error)) return []
      throw error
    }
  }
  return {
    async create(wanted) {
      const blockBytes = Math.max(4 * mebibyte, Math.ceil(wanted.bytes / maxBlocks / mebibyte) * mebibyte)
      const upload = { ...wanted, blockBytes, expiresAt: Date.now() + lifeMs }
      const { id: _id, bytes, ...rest } = upload
      await table.createEntity({
        partitionKey: 'upload',
        rowKey: upload.id,
        ...rest,
        bytes: { type: 'Double', value: String(bytes) },
        expiresAt: { type: 'Double', value: String(upload.expiresAt) },
      })
      return upload
    },
    async get(id, oid) {
      try {
        const row = await table.getEntity<Omit<Upload, 'id'>>('upload', id)
        const { name, bytes, blockBytes, expiresAt } = row
        return row.oid === oid && expiresAt > Date.now() ? { id, oid, name, bytes, blockBytes, expiresAt } : undefined
      } catch (error) {
        if (error instanceof RestError && error.statusCode === 404) return undefined
        throw error
      }
    },
    async putBlock(upload, block, content, bytes) {
      const target = staging.getContainerClient(uploadsContainer).getBlockBlobClient(path(upload))
      await target.stageBlock(blockId(block), () => content, bytes)
    },
    received,
    async read(upload, signal) {
      const { uncommittedBlocks } = await blob(upload).getBlockList('uncommitted')
      if (uncommittedBlocks?.length) {
        const ids = Array.from({ length: blockCount(upload) }, (_, block) => blockId(block))
        await blob(upload).commitBlockList(ids, { abortSignal: signal })
      }
      const { readableStreamBody } = await blob(upload).download(0, undefined, {
        abortSignal: signal,
        maxRetryRequests: 3,
      })
      if (!readableStreamBody) throw new Error('a download has no body')
      return readableStreamBody as Readable
    },
    async deleteExpired(now) {
      const filter = odata`PartitionKey eq 'upload' and expiresAt lt ${now}`
      for await (const row of table.listEntities<Omit<Upload, 'id'>>({ queryOptions: { filter } })) {
        const { rowKey: id = '', oid, name, bytes, blockBytes, expiresAt } = row
        await blob({ id, oid, name, bytes, blockBytes, expiresAt }).deleteIfExists()
        await table.deleteEntity('upload', id)
      }
    },
  }
}
