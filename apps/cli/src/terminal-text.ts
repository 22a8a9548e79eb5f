import { once } from 'node:events'
import { StringDecoder } from 'node:string_decoder'
import { stripVTControlCharacters } from 'node:util'

/** Everything that is a control character but tab and line feed. */
const controls = /[^\P{Cc}\t\n]/gu
/** They reverse the reading direction, which hides what a text really says: https://trojansource.codes */
const directions = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g

/** Makes a foreign text safe to show: a terminal obeys what is in it otherwise. Tabs and line feeds stay. */
export function safeText(text: string): string {
  return stripVTControlCharacters(text).replace(controls, '').replace(directions, '')
}

/** The same for a value that has to stay on one line. */
export function safeLine(text: string): string {
  return safeText(text.replace(/[\r\n\t]+/g, ' ')).trim()
}

/** Longest line that is held back to see a control sequence whole, in characters. */
const heldBack = 64 * 1024

/** Makes a stream of UTF-8 safe for a terminal, line by line, so that a sequence cut by a chunk's end is seen whole. */
async function* safeTextChunks(chunks: AsyncIterable<Buffer>): AsyncGenerator<string> {
  const decoder = new StringDecoder('utf8')
  let rest = ''
  for await (const chunk of chunks) {
    rest += decoder.write(chunk)
    const end = rest.length > heldBack ? rest.length : rest.lastIndexOf('\n') + 1
    if (end > 0) yield safeText(rest.slice(0, end))
    rest = rest.slice(end)
  }
  yield safeText(rest + decoder.end())
}

/** Writes foreign text to an output: to a pipe or file as it is, to a terminal what is safe there. */
export async function writeForeign(output: NodeJS.WriteStream, chunks: AsyncIterable<Buffer>): Promise<void> {
  for await (const chunk of output.isTTY ? safeTextChunks(chunks) : chunks) {
    if (!output.write(chunk)) await once(output, 'drain')
  }
}
