import { createHash } from 'node:crypto'
import type { Readable } from 'node:stream'
import type { Caller } from './auth'
import { checkedName } from './input-name'
import { Problem } from './problem'
import { seenRun } from './run-access'
import { dataOf, type Service } from './service'
import { maxInlineBytes, type Submission } from './submission'
import { blockCount, type UploadStore } from './upload-store'

/** Where the bytes of the input come from; `identity` tells inputs apart without reading them. */
export interface Source {
  readonly name: string
  readonly identity: string
  readonly content: Buffer | ((signal: AbortSignal) => Promise<Readable>)
}

/**
 * The one input that a submission names.
 *
 * @throws Problem where it names none or several, or one that the caller does not have; what is missing of it otherwise
 *   is told when its content is asked for
 */
export async function sourceOf(
  { service, uploads }: { readonly service: Service; readonly uploads: UploadStore },
  caller: Caller,
  body: Submission,
): Promise<Source> {
  const given = [body.input, body.inputUploadId, body.inputRunId].filter((one) => one !== undefined)
  if (given.length !== 1) {
    throw new Problem('InvalidRequest', 'Give exactly one of input, inputUploadId and inputRunId')
  }
  if (body.input) {
    const content = decoded(body.input.content, body.input.encoding ?? 'utf8')
    const name = checkedName(body.input.name)
    return { name, identity: createHash('sha256').update(content).digest('hex'), content }
  }
  if (body.inputUploadId !== undefined) {
    const upload = await uploads.get(body.inputUploadId, caller.oid)
    if (!upload) throw new Problem('UploadNotFound', 'There is no such upload of yours, or it has expired')
    const content = async (signal: AbortSignal) => {
      const received = new Set(await uploads.received(upload))
      const missing = Array.from({ length: blockCount(upload) }, (_, block) => block).filter((n) => !received.has(n))
      if (missing.length > 0) {
        const some = missing.slice(0, 10).join(', ')
        throw new Problem('UploadIncomplete', `Blocks are missing: ${some}${missing.length > 10 ? ' and more' : ''}`)
      }
      return uploads.read(upload, signal)
    }
    return { name: upload.name, identity: `upload ${upload.id}`, content }
  }
  const earlier = await seenRun(service, body.inputRunId ?? '', caller)
  const content = async () => {
    const file = earlier.dataDeleted ? undefined : await dataOf(service, earlier).stat(earlier.inputBlob)
    if (!file) {
      const detail = `The input of run ${earlier.id} is gone; submit it again`
      throw new Problem('ResultExpired', detail)
    }
    return dataOf(service, earlier).read(earlier.inputBlob, 0, file.bytes, file.etag)
  }
  return { name: earlier.inputName, identity: `run ${earlier.id}`, content }
}

function decoded(content: string, encoding: 'utf8' | 'base64'): Buffer {
  if (encoding === 'base64' && !/^[A-Za-z0-9+/\s]*={0,2}\s*$/.test(content)) {
    const errors = [{ pointer: '#/input/content', detail: 'must be base64' }]
    throw new Problem('InvalidRequest', 'The input is not base64', { errors })
  }
  const bytes = Buffer.from(content, encoding)
  if (bytes.length <= maxInlineBytes) return bytes
  throw new Problem('InputTooLarge', `An input in the body has at most ${maxInlineBytes} bytes; use POST /v1/uploads`)
}
