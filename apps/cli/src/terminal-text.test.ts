import { PassThrough, Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { safeLine, safeText, writeForeign } from './terminal-text'

test.each([
  ['plain é 日本', 'plain é 日本'],
  ['\u001b[31mred\u001b[0m', 'red'],
  ['\u001b]0;title\u0007rest', 'rest'],
  ['\u001b]8;;http://evil\u001b\\link\u001b]8;;\u001b\\', 'link'],
  ['a\u009b2Jb', 'ab'],
  ['a\rb\bc\u0000d', 'abcd'],
  ['a\u202eb\u2066c', 'abc'],
  ['tab\tand\nline', 'tab\tand\nline'],
])('%j is shown as %j', (given, shown) => {
  expect(safeText(given)).toBe(shown)
})

test('a line stays one line', () => {
  expect(safeLine(' a\r\nb\tc ')).toBe('a b c')
})

/** Writes the bytes one by one to what says of itself whether it is a terminal. */
async function written(bytes: Buffer, isTTY: boolean): Promise<Buffer> {
  const output = Object.assign(new PassThrough({ highWaterMark: 1 }), { isTTY })
  const chunks = Readable.from(Array.from(bytes, (byte) => Buffer.from([byte])))
  const [all] = await Promise.all([
    buffer(output),
    writeForeign(output as unknown as NodeJS.WriteStream, chunks).then(() => output.end()),
  ])
  return all
}

test('a stream is made safe for a terminal also where a chunk ends inside a sequence or a letter', async () => {
  const bytes = Buffer.from('one é\u001b[31m two\n\u001b]0;x\u0007three')
  expect(String(await written(bytes, true))).toBe('one é two\nthree')
})

test('a stream to a pipe stays as it is', async () => {
  const bytes = Buffer.from([0x1b, 0x5b, 0x31, 0x6d, 0xff, 0x0d, 0x0a])
  expect(await written(bytes, false)).toEqual(bytes)
})
