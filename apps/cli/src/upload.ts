import { isUtf8 } from 'node:buffer'
import { type FileHandle, open } from 'node:fs/promises'
import { basename } from 'node:path'
import type { ApiClient } from './api-client'
import { exitCodes, Failure, isRecord } from './failure'
import type { LiveLine } from './live-line'
import { outlast } from './outlast'

/** Bytes up to which a file travels inside the submission (docs/api.md). */
const inlineBytes = 1024 * 1024
const parallelBlocks = 3
/** No API asks for larger blocks; each one is held in memory while it is sent. */
const largestBlock = 100 * 1024 * 1024

/** The part of a submission that says which input it is. */
export type Input =
  | { readonly input: { readonly name: string; readonly content: string; readonly encoding?: 'base64' } }
  | { readonly inputUploadId: string }

/**
 * Opens the file of a submission.
 * @throws Failure when there is no such file or it cannot be read.
 */
export async function openInput(path: string): Promise<FileHandle> {
  try {
    const file = await open(path)
    if ((await file.stat()).isFile()) return file
    await file.close()
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    throw new Failure(
      code === 'ENOENT' ? `there is no file ${path}` : `cannot read ${path}: ${message}`,
      exitCodes.refused,
    )
  }
  throw new Failure(`${path} is not a file`, exitCodes.refused)
}

/**
 * Reads a small file, uploads a large one in blocks.
 * @throws Failure when the file changes while it is sent.
 */
export async function prepareInput(api: ApiClient, file: FileHandle, path: string, line: LiveLine): Promise<Input> {
  const before = await file.stat()
  const input =
    before.size <= inlineBytes
      ? inline(basename(path), await file.readFile())
      : { inputUploadId: await upload(api, file, basename(path), before.size, line) }
  const after = await file.stat()
  if (after.size !== before.size || after.mtimeMs !== before.mtimeMs) {
    throw new Failure(`${path} was changed while it was read: submit it again when it is complete`, exitCodes.refused)
  }
  return input
}

function inline(name: string, bytes: Buffer): Input {
  if (!name.toLowerCase().endsWith('.gz') && isUtf8(bytes)) return { input: { name, content: bytes.toString('utf8') } }
  return { input: { name, content: bytes.toString('base64'), encoding: 'base64' } }
}

async function upload(api: ApiClient, file: FileHandle, name: string, bytes: number, line: LiveLine): Promise<string> {
  const started = (await api.call('POST', '/v1/uploads', { body: { name, bytes } })).body
  const { uploadId, blockBytes, blocks } = isRecord(started) ? started : {}
  if (
    typeof uploadId !== 'string' ||
    typeof blockBytes !== 'number' ||
    !(blockBytes >= 1 && blockBytes <= largestBlock) ||
    blocks !== Math.ceil(bytes / blockBytes)
  ) {
    throw new Failure(
      'the API does not say in which blocks it wants the file: is it another version?',
      exitCodes.unavailable,
    )
  }
  const path = `/v1/uploads/${encodeURIComponent(uploadId)}`
  let sent = 0
  const sendBlock = async (number: number) => {
    const length = Math.min(blockBytes, bytes - number * blockBytes)
    const body = await readBlock(file, number * blockBytes, length)
    await outlast(() => api.call('PUT', `${path}/blocks/${number}`, { body, timeoutSeconds: 300 }), line.say)
    sent += length
    line.show(`uploading ${mebibytes(sent)} of ${mebibytes(bytes)} MiB`, `uploading ${Math.floor((sent / bytes) * 4)}`)
  }
  line.show(`uploading ${mebibytes(bytes)} MiB`)
  await eachOf(
    Array.from({ length: blocks }, (_, number) => number),
    sendBlock,
  )
  await eachOf(await missingBlocks(api, path, blocks), sendBlock)
  return uploadId
}

/** An API that was restarted in between may have lost a block it had accepted. */
async function missingBlocks(api: ApiClient, path: string, blocks: number): Promise<number[]> {
  const state = (await api.call('GET', path)).body
  const received = new Set(isRecord(state) && Array.isArray(state.received) ? state.received : [])
  return Array.from({ length: blocks }, (_, number) => number).filter((number) => !received.has(number))
}

async function eachOf(numbers: number[], work: (number: number) => Promise<void>): Promise<void> {
  const queue = [...numbers]
  const worker = async () => {
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) await work(next)
  }
  await Promise.all(
    Array.from({ length: parallelBlocks }, () =>
      worker().catch((error) => {
        // The other workers end their block and take no more.
        queue.length = 0
        throw error
      }),
    ),
  )
}

async function readBlock(file: FileHandle, position: number, length: number): Promise<Buffer> {
  const block = Buffer.allocUnsafe(length)
  let filled = 0
  while (filled < length) {
    const { bytesRead } = await file.read(block, filled, length - filled, position + filled)
    if (bytesRead === 0) throw new Failure('the file became shorter while it was read', exitCodes.refused)
    filled += bytesRead
  }
  return block
}

function mebibytes(bytes: number): string {
  return (bytes / 2 ** 20).toFixed(bytes < 10 * 2 ** 20 ? 1 : 0)
}
