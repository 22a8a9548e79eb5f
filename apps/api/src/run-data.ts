import { createHash } from 'node:crypto'
import type { Readable } from 'node:stream'
import { type BlobServiceClient, type ContainerClient, RestError } from '@azure/storage-blob'
import type { Manifest, RunRequest } from '../../../optimiser-image/contract'
import { blobs } from '../../../optimiser-image/contract'
import { parseManifest } from './manifest'
import type { RunRecord } from './run-record'

/** Upper bounds, in bytes, of what is read into memory. */
const maxManifestBytes = 1024 * 1024
export const maxSummaryBytes = 64 * 1024
const tailBytes = 16 * 1024

/** A file in a run's container, as it stands at one moment. */
export interface StoredFile {
  readonly bytes: number
  readonly etag: string
  readonly modifiedAt: Date
}

/** The blobs of one run. Every method throws the SDK's `RestError` where the storage fails. */
export interface RunData {
  /** URL of the container, without any SAS. */
  readonly url: string
  create(): Promise<void>
  /** Deletes the container with all it holds; true where there was one. */
  delete(): Promise<boolean>
  putInput(blob: string, content: Buffer): Promise<void>
  /** Streams an input of any size with bounded memory; an error of the stream leaves no blob. */
  streamInput(blob: string, content: Readable, signal: AbortSignal): Promise<void>
  /** @returns SHA-256 (hex) of the written blob. */
  putRequest(request: RunRequest): Promise<string>
  putControl(control: { readonly attempt: number; readonly finish: boolean }): Promise<void>
  /** The attempt's manifest; undefined where there is none, `invalid` where it cannot be believed. */
  manifest(attempt: number): Promise<Manifest | 'invalid' | undefined>
  /** Whether every file of a manifest exists with the size and the SHA-256 that it states; reads all of them. */
  verify(manifest: Manifest, signal: AbortSignal): Promise<boolean>
  /** The text of a blob of at most `most` bytes; undefined where it is missing or larger. */
  text(blob: string, most: number): Promise<string | undefined>
  /** The last complete lines of a blob, at most 16 KiB; empty where it is missing. */
  tail(blob: string): Promise<string>
  incumbents(attempt: number): Promise<{ readonly name: string; readonly time: Date; readonly bytes: number }[]>
  stat(blob: string): Promise<StoredFile | undefined>
  /** A part of a blob as it was when `etag` was read; destroying the stream ends the request. */
  read(blob: string, offset: number, count: number, etag: string): Promise<Readable>
}

/** Where a blob of the contract lies. */
export function blobPath(pattern: string, attempt: number, name = ''): string {
  return pattern.replace('{attempt}', String(attempt)).replace('{name}', () => name)
}

export function openRunData(service: BlobServiceClient, run: Pick<RunRecord, 'id' | 'container'>): RunData {
  const container = service.getContainerClient(run.container)
  const write = (blob: string, text: string) => {
    const content = Buffer.from(text)
    return container.getBlockBlobClient(blob).upload(content, content.length, {
      blobHTTPHeaders: { blobContentType: 'application/json' },
    })
  }
  const stat = async (blob: string): Promise<StoredFile | undefined> => {
    try {
      const { contentLength, etag, lastModified } = await container.getBlobClient(blob).getProperties()
      if (contentLength === undefined || etag === undefined || lastModified === undefined) return undefined
      return { bytes: contentLength, etag, modifiedAt: lastModified }
    } catch (error) {
      if (isNotFound(error)) return undefined
      throw error
    }
  }
  const text = async (blob: string, most: number): Promise<string | undefined> => {
    const file = await stat(blob)
    if (file === undefined || file.bytes > most) return undefined
    if (file.bytes === 0) return ''
    return (await container.getBlobClient(blob).downloadToBuffer(0, file.bytes)).toString('utf8')
  }
  return {
    url: container.url,
    async create() {
      await container.create()
    },
    async delete() {
      return (await container.deleteIfExists()).succeeded
    },
    async putInput(blob, content) {
      await container.getBlockBlobClient(blob).upload(content, content.length, { conditions: { ifNoneMatch: '*' } })
    },
    async streamInput(blob, content, signal) {
      await container.getBlockBlobClient(blob).uploadStream(content, 2 * 1024 * 1024, 2, {
        abortSignal: signal,
        conditions: { ifNoneMatch: '*' },
      })
    },
    async putRequest(request) {
      const content = JSON.stringify(request)
      await write(blobs.request, content)
      return createHash('sha256').update(content).digest('hex')
    },
    async putControl(control) {
      await write(blobs.control, JSON.stringify(control))
    },
    async manifest(attempt) {
      const path = blobPath(blobs.manifest, attempt)
      if ((await stat(path)) === undefined) return undefined
      return parseManifest((await text(path, maxManifestBytes)) ?? '', run.id, attempt) ?? 'invalid'
    },
    async verify(manifest, signal) {
      for (const file of manifest.files) {
        const blob = container.getBlobClient(blobPath(blobs.output, manifest.attempt, file.name))
        if ((await stat(blobPath(blobs.output, manifest.attempt, file.name)))?.bytes !== file.bytes) return false
        if ((await sha256Of(blob, file.bytes, signal)) !== file.sha256) return false
      }
      return true
    },
    text,
    async tail(blob) {
      const file = await stat(blob)
      if (file === undefined || file.bytes === 0) return ''
      const offset = Math.max(0, file.bytes - tailBytes)
      const tail = await container.getBlobClient(blob).downloadToBuffer(offset, file.bytes - offset)
      return tail.toString('utf8', offset === 0 ? 0 : tail.indexOf(0x0a) + 1)
    },
    async incumbents(attempt) {
      const prefix = blobPath(blobs.incumbent, attempt)
      const found: { name: string; time: Date; bytes: number }[] = []
      for await (const page of container.listBlobsFlat({ prefix }).byPage({ maxPageSize: 1000 })) {
        for (const item of page.segment.blobItems) {
          const name = item.name.slice(prefix.length)
          found.push({
            name,
            time: item.properties.createdOn ?? item.properties.lastModified,
            bytes: item.properties.contentLength ?? 0,
          })
        }
        if (found.length >= 5000) break
      }
      return found.sort((a, b) => a.time.getTime() - b.time.getTime() || (a.name < b.name ? -1 : 1))
    },
    stat,
    async read(blob, offset, count, etag) {
      const answer = await container
        .getBlobClient(blob)
        .download(offset, count, { conditions: { ifMatch: etag }, maxRetryRequests: 3 })
      return bodyOf(answer)
    },
  }
}

function bodyOf(answer: { readonly readableStreamBody?: NodeJS.ReadableStream }): Readable {
  const body = answer.readableStreamBody
  if (body === undefined) throw new Error('a download has no body')
  // The SDK types the body by an older interface; in Node.js it is always a Readable.
  return body as Readable
}

async function sha256Of(
  blob: ReturnType<ContainerClient['getBlobClient']>,
  bytes: number,
  abortSignal: AbortSignal,
): Promise<string> {
  const hash = createHash('sha256')
  if (bytes > 0) {
    for await (const chunk of bodyOf(await blob.download(0, bytes, { abortSignal, maxRetryRequests: 3 }))) {
      hash.update(chunk as Buffer)
    }
  }
  return hash.digest('hex')
}

export function isNotFound(error: unknown): boolean {
  return error instanceof RestError && error.statusCode === 404
}
