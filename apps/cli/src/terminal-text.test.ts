import { Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { safeLine, safeText, safeTextStream } from './terminal-text'

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

test('a stream is made safe also where a chunk ends inside a sequence or a letter', async () => {
  const bytes = Buffer.from('one é\u001b[31m two\n\u001b]0;x\u0007three')
  const chunks = Array.from(bytes, (byte) => Buffer.from([byte]))
  expect(await text(Readable.from(chunks).pipe(safeTextStream()))).toBe('one é two\nthree')
})
