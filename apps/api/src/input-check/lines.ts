import { isUtf8 } from 'node:buffer'

/** What is wrong with an input, and where; `line` is counted from 1. */
export class InputError extends Error {
  constructor(
    readonly reason: string,
    readonly line?: number,
  ) {
    super(line === undefined ? reason : `line ${line}: ${reason}`)
  }
}

/** Checks a text that arrives in chunks. Both throw `InputError`. */
export interface TextCheck {
  write(chunk: Buffer): void
  end(): void
}

/** One line of `bytes`, without its line end; it must not be kept. Throws `InputError`. */
export type LineCheck = (bytes: Buffer, start: number, end: number, line: number) => void

/** Longest accepted line in bytes: what bounds the memory of a check. */
const maxLineBytes = 64 * 1024

const lineFeed = 0x0a
const carriageReturn = 0x0d

/**
 * Cuts chunks into lines, refusing what is no text: control characters, text that is not UTF-8, endless lines.
 *
 * @param finish called with the number of lines after the last one
 */
export function checkLines(check: LineCheck, finish: (lines: number) => void): TextCheck {
  let line = 0
  let rest: Buffer[] = []
  let restBytes = 0
  const checkLine = (bytes: Buffer, start: number, end: number) => {
    line++
    if (end - start > maxLineBytes) throw new InputError(`is longer than ${maxLineBytes} bytes`, line)
    check(bytes, start, end > start && bytes[end - 1] === carriageReturn ? end - 1 : end, line)
  }
  return {
    write(chunk) {
      let start = 0
      for (let end = chunk.indexOf(lineFeed); end !== -1; end = chunk.indexOf(lineFeed, start)) {
        if (rest.length > 0) {
          const joined = Buffer.concat([...rest, chunk.subarray(start, end)])
          rest = []
          restBytes = 0
          checkLine(joined, 0, joined.length)
        } else {
          checkLine(chunk, start, end)
        }
        start = end + 1
      }
      if (start < chunk.length) {
        // A copy: the chunk's memory may be used again for the next one.
        rest.push(Buffer.from(chunk.subarray(start)))
        restBytes += chunk.length - start
        if (restBytes > maxLineBytes) throw new InputError(`is longer than ${maxLineBytes} bytes`, line + 1)
      }
    },
    end() {
      if (rest.length > 0) {
        const joined = Buffer.concat(rest)
        checkLine(joined, 0, joined.length)
      }
      finish(line)
    },
  }
}

/** @throws InputError where the bytes are no text; `high` says that one of them is above 0x7f. */
export function refuseUnprintable(bytes: Buffer, start: number, end: number, line: number): void {
  for (let at = start; at < end; at++) {
    const byte = bytes[at] ?? 0
    if ((byte < 0x20 && byte !== 0x09) || byte === 0x7f) {
      throw new InputError(
        `has the control character 0x${byte.toString(16).padStart(2, '0')}; this is not a text`,
        line,
      )
    }
  }
  if (!isUtf8(bytes.subarray(start, end))) throw new InputError('is not UTF-8 text', line)
}

/** A token as an error message may show it: short and printable. */
export function shown(text: string): string {
  const short = text.length > 40 ? `${text.slice(0, 40)}…` : text
  return `"${short.replace(/[^\x20-\x7e…]/g, '?')}"`
}
