import { createHash } from 'node:crypto'
import { Transform, Writable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGunzip } from 'node:zlib'
import type { AlgorithmManifest } from '../../contract'
import { Problem } from '../problem'
import { InputError, refuseUnprintable, type TextCheck } from './lines'
import { checkLp } from './lp'
import { checkMps } from './mps'

/** What is known of an input that passed its check. */
export interface CheckedInput {
  readonly bytes: number
  /** Hexadecimal. */
  readonly sha256: string
}

/** How many times its size a compressed file may grow; text models reach about 20. */
const maxExpansion = 200
/** Below this many expanded bytes the ratio does not matter. */
const freeExpansionBytes = 64 * 1024 * 1024

type Format = AlgorithmManifest['input']['formats'][number]

/**
 * The format whose ending fits the file name; the first one declared wins.
 *
 * @throws Problem InvalidInput naming the endings that are accepted
 */
export function formatOf(name: string, input: AlgorithmManifest['input']): Format {
  const lower = name.toLowerCase()
  const format = input.formats.find(({ endings }) => endings.some((ending) => lower.endsWith(ending)))
  if (format) return format
  const endings = input.formats.flatMap((one) => one.endings)
  throw new Problem('InvalidInput', `The input's name must end with one of ${endings.join(', ')}`)
}

/**
 * A stream that lets an input through unchanged while it checks it: size, compression, text. It fails with a `Problem`
 * (InvalidInput, InputTooLarge) as soon as something is wrong; memory is bounded however large the input is.
 *
 * @param done called once with size and hash when everything passed
 */
export function checkStream(
  name: string,
  input: AlgorithmManifest['input'],
  done: (checked: CheckedInput) => void,
): Transform {
  const format = formatOf(name, input)
  const hash = createHash('sha256')
  let bytes = 0
  let sink: ReturnType<typeof contentSink> | undefined
  return new Transform({
    transform(chunk: Buffer, _encoding, callback) {
      bytes += chunk.length
      if (bytes > input.maxBytes) {
        return callback(new Problem('InputTooLarge', `The input is larger than ${input.maxBytes} bytes`))
      }
      sink ??= contentSink(format, input, chunk, () => bytes)
      hash.update(chunk)
      sink.write(chunk).then(
        () => callback(null, chunk),
        (error) => callback(inputProblem(error)),
      )
    },
    flush(callback) {
      if (!sink) return callback(new Problem('InvalidInput', 'The input is empty'))
      sink.end().then(
        () => {
          done({ bytes, sha256: hash.digest('hex') })
          callback()
        },
        (error) => callback(inputProblem(error)),
      )
    },
    destroy(error, callback) {
      sink?.destroy()
      callback(error)
    },
  })
}

/** Checks an input that is in memory already. Errors as of `checkStream`. */
export async function checkBuffer(
  name: string,
  input: AlgorithmManifest['input'],
  content: Buffer,
): Promise<CheckedInput> {
  let checked: CheckedInput | undefined
  const check = checkStream(name, input, (result) => {
    checked = result
  })
  const discard = new Writable({ write: (_chunk, _encoding, callback) => callback() })
  await pipeline(content.length > 0 ? [content] : [], check, discard)
  if (!checked) throw new Error('a check ended without a verdict')
  return checked
}

interface Sink {
  write(chunk: Buffer): Promise<void>
  end(): Promise<void>
  destroy(): void
}

/** Where the bytes of a file go: through gunzip where they begin like gzip, then into the format's check. */
function contentSink(format: Format, input: AlgorithmManifest['input'], first: Buffer, compressed: () => number): Sink {
  const check = textCheck(format)
  const gzip = first[0] === 0x1f && first[1] === 0x8b
  if (!gzip) {
    return {
      write: async (chunk) => check.write(chunk),
      end: async () => check.end(),
      destroy: () => {},
    }
  }
  if (!input.compression.includes('gzip')) throw new InputError('gzip is not accepted here')
  return gunzipSink(check, input.maxBytes, compressed)
}

function gunzipSink(check: TextCheck, maxBytes: number, compressed: () => number): Sink {
  const gunzip = createGunzip()
  let expanded = 0
  const content = new Writable({
    write(chunk: Buffer, _encoding, callback) {
      expanded += chunk.length
      const ratioed = expanded > freeExpansionBytes && expanded > compressed() * maxExpansion
      if (expanded > maxBytes || ratioed) {
        callback(
          new Problem(
            'InputTooLarge',
            `The input expands to more than ${ratioed ? expanded : maxBytes} bytes; refused`,
          ),
        )
        return
      }
      try {
        check.write(chunk)
        callback()
      } catch (error) {
        callback(error instanceof Error ? error : new Error('check failed'))
      }
    },
  })
  const finished = pipeline(gunzip, content)
  // The failure is reported by write or end, whichever comes next.
  finished.catch(() => {})
  const failed = finished.then(() => new Promise<never>(() => {}))
  failed.catch(() => {})
  return {
    write: (chunk) =>
      Promise.race([failed, new Promise<void>((resolve) => gunzip.write(chunk, () => resolve()))]).then(() => {}),
    async end() {
      gunzip.end()
      await finished
      if (expanded === 0) throw new InputError('the model is empty')
      check.end()
    },
    destroy: () => gunzip.destroy(),
  }
}

function textCheck(format: Format): TextCheck {
  switch (format.check) {
    case 'mps':
      return checkMps()
    case 'lp':
      return checkLp()
    case 'json':
      return checkJson()
    case 'none':
      return { write: () => {}, end: () => {} }
  }
}

/** JSON up to 16 MiB is parsed; above that only text is required, since parsing would need the whole file in memory. */
function checkJson(): TextCheck {
  const parseBytes = 16 * 1024 * 1024
  let chunks: Buffer[] = []
  let bytes = 0
  return {
    write(chunk) {
      bytes += chunk.length
      if (bytes <= parseBytes) chunks.push(Buffer.from(chunk))
      else chunks = []
      if (chunk.includes(0)) refuseUnprintable(chunk, chunk.indexOf(0), chunk.length, 1)
    },
    end() {
      if (bytes > parseBytes) return
      try {
        JSON.parse(Buffer.concat(chunks).toString('utf8'))
      } catch {
        throw new InputError('the input is not JSON')
      }
    },
  }
}

function inputProblem(error: unknown): Error {
  if (error instanceof Problem) return error
  if (error instanceof InputError) return new Problem('InvalidInput', error.message)
  if (typeof error === 'object' && error !== null && 'code' in error && String(error.code).startsWith('Z_')) {
    return new Problem('InvalidInput', 'The input is broken: its gzip data is damaged or cut off')
  }
  return error instanceof Error ? error : new Error('the check failed')
}
