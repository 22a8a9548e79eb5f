import type { FastifyReply, FastifyRequest } from 'fastify'
import { Problem } from './problem'
import type { RunData, StoredFile } from './run-data'

/** What the header `Range` asks for, in bytes. */
type Range = { readonly start: number; readonly end: number } | 'whole' | 'outside'

/**
 * Streams a blob: `ETag`, one `Range`, `HEAD`; the caller's going away ends the request to the storage. Whatever an
 * algorithm wrote is sent so that no browser runs it.
 *
 * @throws Problem RangeNotSatisfiable
 */
export async function sendFile(
  request: FastifyRequest,
  reply: FastifyReply,
  file: {
    readonly data: RunData
    readonly blob: string
    readonly stored: StoredFile
    /** File name offered to the caller; absent for a text to be shown. */
    readonly name?: string
    readonly contentType: string
  },
): Promise<FastifyReply> {
  const { data, blob, stored, name, contentType } = file
  reply.headers({
    'accept-ranges': 'bytes',
    etag: stored.etag,
    'last-modified': stored.modifiedAt.toUTCString(),
    'cache-control': 'private, no-cache',
    'content-security-policy': "sandbox; default-src 'none'",
    'content-type': contentType,
    ...(name === undefined ? {} : { 'content-disposition': contentDisposition(name) }),
  })
  if (matches(request.headers['if-none-match'], stored.etag)) return reply.code(304).send()
  const conditional = request.headers['if-range']
  const header = conditional === undefined || conditional === stored.etag ? request.headers.range : undefined
  const range = rangeOf(header, stored.bytes)
  if (range === 'outside') {
    throw new Problem('RangeNotSatisfiable', `The file has ${stored.bytes} bytes`, {
      headers: { 'content-range': `bytes */${stored.bytes}` },
    })
  }
  const { start, end } = range === 'whole' ? { start: 0, end: stored.bytes - 1 } : range
  const count = end - start + 1
  reply.header('content-length', count)
  if (range !== 'whole') reply.code(206).header('content-range', `bytes ${start}-${end}/${stored.bytes}`)
  if (request.method === 'HEAD' || count === 0) return reply.send()
  const body = await data.read(blob, start, count, stored.etag)
  reply.raw.once('close', () => body.destroy())
  if (reply.raw.destroyed) body.destroy()
  return reply.send(body)
}

/** One range as RFC 9110 writes it; several at once and malformed ones are ignored, which the RFC allows. */
export function rangeOf(header: string | undefined, bytes: number): Range {
  const match = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header ?? '')
  const [, from = '', to = ''] = match ?? []
  if (!match || (from === '' && to === '')) return 'whole'
  if (from === '') {
    const last = Number(to)
    return last === 0 || bytes === 0 ? 'outside' : { start: Math.max(0, bytes - last), end: bytes - 1 }
  }
  const start = Number(from)
  if (to !== '' && Number(to) < start) return 'whole'
  return start >= bytes ? 'outside' : { start, end: to === '' ? bytes - 1 : Math.min(Number(to), bytes - 1) }
}

export function matches(header: string | undefined, etag: string): boolean {
  if (header === undefined) return false
  return header.trim() === '*' || header.split(',').some((one) => one.trim().replace(/^W\//, '') === etag)
}

/** Types that a browser may show as text or data; everything else is opaque bytes. */
export function contentTypeOf(name: string): string {
  if (name.endsWith('.json')) return 'application/json'
  if (/\.(csv|txt|log|jsonl|sol|mps|lp)$/.test(name)) return 'text/plain; charset=utf-8'
  return 'application/octet-stream'
}

function contentDisposition(name: string): string {
  const last = name.split('/').at(-1) ?? name
  const ascii = last.replace(/[^\x20-\x7e]|["\\%]/g, '_')
  return `attachment; filename="${ascii}"; filename*=UTF-8''${encodeURIComponent(last).replace(/['()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`)}`
}
