import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { Readable, Writable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { gzipSync } from 'node:zlib'
import { checkBuffer, checkStream } from './input-check'

const input = {
  maxBytes: 1024 * 1024 * 1024,
  compression: ['gzip'] as const,
  formats: [
    { endings: ['.mps', '.mps.gz'], check: 'mps' as const },
    { endings: ['.lp', '.lp.gz'], check: 'lp' as const },
  ],
}
const verdict = (name: string, text: string | Buffer) =>
  checkBuffer(name, input, Buffer.from(text)).then(
    () => 'accepted',
    (error: Error) => error.message,
  )

const lines = (...parts: string[]) => parts.join('\n')
const rows = ['NAME test', 'ROWS', ' N obj', ' L c1', ' G c2']
const columns = ['COLUMNS', ' x obj 1 c1 1', ' x c2 1', ' y obj 2 c1 -.5e-3']
const end = ['RHS', ' rhs c1 4 c2 1', 'ENDATA']

describe('MPS that is accepted', () => {
  test.each([
    ['plain', lines(...rows, ...columns, ...end)],
    [
      'comments, empty lines and CRLF',
      lines('* hello', ...rows, '', ...columns, '* x', ...end).replaceAll('\n', '\r\n'),
    ],
    [
      'tabs',
      lines(...rows, ...columns, ...end)
        .replaceAll(' ', '\t')
        .replace('NAME\t', 'NAME '),
    ],
    ['no NAME, no last line end', lines(...rows.slice(1), ...columns, ...end)],
    ['a name of several words', lines('NAME my model 7', ...rows.slice(1), ...columns, ...end)],
    ['sense on its own line', lines('NAME', 'OBJSENSE', '    MAX', ...rows.slice(1), ...columns, ...end)],
    ['sense beside the section', lines('OBJSENSE MAX', ...rows.slice(1), ...columns, ...end)],
    ['right side without a set name', lines(...rows, ...columns, 'RHS', ' c1 4', ' c1 4 c2 1', 'ENDATA')],
    ['ranges', lines(...rows, ...columns, 'RHS', 'RANGES', ' r c1 2.5', 'ENDATA')],
    ['integers', lines(...rows, 'COLUMNS', " m 'MARKER' 'INTORG'", ' x obj 1 c1 1', " m 'MARKER' 'INTEND'", ...end)],
    [
      'bounds',
      lines(
        ...rows,
        ...columns,
        'BOUNDS',
        ' UP b x 4',
        ' LO x -1',
        ' FR b y',
        ' MI x',
        ' BV b y 1',
        ' SC b x 3',
        'ENDATA',
      ),
    ],
    ['quadratic objective', lines(...rows, ...columns, 'QUADOBJ', ' x x 2', ' x y -1', 'ENDATA')],
    ['UTF-8 names', lines(...rows, 'COLUMNS', ' größe obj 1 c1 1', ...end)],
  ])('%s', async (_name, text) => {
    expect(await verdict('a.mps', text)).toBe('accepted')
  })
})

describe('MPS that is refused', () => {
  const entry = (value: string) => lines(...rows, 'COLUMNS', ` x obj ${value}`, ...end)
  test.each([
    ['NaN', entry('NaN'), 'line 7: "NaN" is not a finite number'],
    ['infinity', entry('Infinity'), '"Infinity" is not a finite number'],
    ['overflow', entry('1e999'), '"1e999" is not a finite number'],
    ['overflow by digits', entry('9'.repeat(400)), 'is not a finite number'],
    ['comma', entry('1,5'), 'write a decimal point, not a comma'],
    ['letter among digits', entry('5O'), '"5O" is not a finite number'],
    ['half an exponent', entry('1e'), '"1e" is not a finite number'],
    ['exponent of Fortran', entry('1D5'), '"1D5" is not a finite number'],
    ['hexadecimal', entry('0x10'), '"0x10" is not a finite number'],
    ['two signs', entry('--1'), '"--1" is not a finite number'],
    ['only a dot', entry('.'), '"." is not a finite number'],
    ['a missing number', lines(...rows, 'COLUMNS', ' x obj', ...end), 'pairs of row and number expected'],
    ['an undeclared row', lines(...rows, 'COLUMNS', ' x nope 1', ...end), 'row "nope" is not declared in ROWS'],
    ['a row twice', lines(...rows, ' L c1', ...columns, ...end), 'row "c1" is declared twice'],
    ['a column in two places', lines(...rows, ...columns, ' x c1 3', ...end), 'column "x" stands in two places'],
    [
      'a bound on an unknown column',
      lines(...rows, ...columns, 'BOUNDS', ' UP b z 1', 'ENDATA'),
      'column "z" is not declared',
    ],
    ['an unknown bound', lines(...rows, ...columns, 'BOUNDS', ' XX b x 1', 'ENDATA'), 'bound type "XX" is not known'],
    ['an unknown row type', lines('ROWS', ' Q obj'), 'row type "Q" is not N, E, L or G'],
    ['names with spaces', lines(...rows, 'COLUMNS', ' my x obj 1 c1 1', ...end), 'too many words'],
    ['columns before rows', lines('NAME', ...columns), 'needs a section ROWS before it'],
    ['sections twice', lines(...rows, ...columns, 'RHS', 'RHS', 'ENDATA'), 'RHS stands here a second time'],
    ['rows after columns', lines(...rows, ...columns, 'ROWS'), 'ROWS stands here a second time'],
    ['SOS', lines(...rows, ...columns, 'SOS1', 'ENDATA'), 'section SOS1 is not supported'],
    ['no end', lines(...rows, ...columns), 'ends without ENDATA'],
    ['text after the end', lines(...rows, ...columns, ...end, 'x'), 'text after ENDATA'],
    ['no columns', lines(...rows, 'COLUMNS', ...end), 'no columns'],
    ['nothing but comments', '* nothing\n', 'the model is empty'],
    ['control characters', lines(...rows, ' L a\u0000b'), 'control character 0x00'],
    ['other encodings', Buffer.from(lines('NAME t', 'ROWS', ' N \xe4'), 'latin1'), 'is not UTF-8 text'],
    ['an endless line', `NAME ${'x'.repeat(70_000)}`, 'is longer than 65536 bytes'],
    ['prose', 'The quick brown fox\njumps over', 'a section such as ROWS was expected'],
  ])('%s', async (_name, text, reason) => {
    expect(await verdict('a.mps', text)).toContain(reason)
  })
})

const lpModel = (objective: string, constraint = 'c1: x + y <= 4', rest = '') =>
  lines('\\ a comment', 'Minimize', ` obj: ${objective}`, 'Subject To', ` ${constraint}`, rest, 'End')

describe('LP that is accepted', () => {
  test.each([
    ['plain', lpModel('x + 2 y')],
    ['signs, decimals, exponents, a constant', lpModel('- .5 x + 2e-3 y - 3. z + 7')],
    ['a coefficient that touches its column', lpModel('3x + 2y1')],
    ['without labels', lines('max', 'x', 'st', 'x <= 1', 'end')],
    ['statements over lines', lpModel('x\n + y', 'c1: x\n + y\n >= \n -1')],
    ['a range', lpModel('x', 'c1: -5 <= x + y <= 5')],
    ['bounds', lpModel('x', 'c1: x + y >= 1', 'Bounds\n x free\n -inf <= y <= 10\n 0 <= z\n w = 4\n v >= -1e30')],
    ['integers', lpModel('x', 'c1: x >= 1', 'General\n x y\nBinary\n z')],
    ['semi-continuous', lpModel('x', 'c1: x >= 1', 'Semi-continuous\n x')],
    ['a quadratic objective', lpModel('x + [ x ^ 2 + 2 x * y ] / 2')],
    ['an empty objective', lpModel('', 'c1: x >= 1')],
  ])('%s', async (_name, text) => {
    expect(await verdict('a.lp', text)).toBe('accepted')
  })
})

describe('LP that is refused', () => {
  test.each([
    [
      'garbage',
      '\\^%(^%(\ndvhfalkmnthry6v54y76m87yq,x,^%(\n',
      'line 2: the model must start with Minimize or Maximize',
    ],
    ['empty', '\n\n', 'the model is empty'],
    ['decimal comma', lpModel('1,5 x'), '"1,5 x" is neither a number nor a name'],
    ['overflow', lpModel('1e999 x'), '"1e999" is not a finite number'],
    ['NaN', lpModel('nan x'), '"nan" is not a finite number'],
    ['half an exponent', lpModel('1e x'), 'is neither a number nor a name'],
    ['two dots', lpModel('1.2.3 x'), 'is neither a number nor a name'],
    ['infinity in a constraint', lpModel('x', 'c1: x <= inf'), '"inf" is not a finite number'],
    ['a word for a number', lpModel('x', 'c1: x <= abc'), 'a number was expected, not "abc"'],
    ['a missing number', lpModel('x', 'c1: x <='), 'a comparison lacks its number'],
    ['a missing comparison', lpModel('x', 'c1: x + y'), 'a statement lacks its comparison'],
    ['a missing sign', lpModel('x', 'c1: x y <= 4'), 'a sign or a comparison was expected before "y"'],
    ['two numbers', lpModel('2 3 x'), 'two numbers follow one another'],
    ['an open bracket', lpModel('[ x ^ 2'), 'a bracket [ is not closed'],
    ['a sum that ends', lpModel('x +'), 'ends within a term'],
    ['no constraints section', lines('Minimize', 'x', 'Bounds', 'x >= 1', 'End'), 'Subject To is missing'],
    ['no end', lines('Minimize', 'x', 'Subject To', 'x >= 1'), 'ends without End'],
    ['text after the end', `${lpModel('x')}\nmore`, 'text after End'],
    ['no columns', lines('Minimize', 'Subject To', 'End'), 'no columns'],
    ['SOS', lpModel('x', 'c1: x >= 1', 'SOS'), 'section "SOS" is not supported'],
  ])('%s', async (_name, text, reason) => {
    expect(await verdict('a.lp', text)).toContain(reason)
  })
})

describe('compression', () => {
  const text = lines(...rows, ...columns, ...end)
  test('is known by its first bytes, whatever the name says', async () => {
    expect(await verdict('a.mps', gzipSync(text))).toBe('accepted')
    expect(await verdict('a.mps.gz', text)).toBe('accepted')
  })
  test.each([
    ['cut off', gzipSync(text).subarray(0, -5), 'damaged or cut off'],
    ['damaged', Buffer.concat([gzipSync(text).subarray(0, 20), Buffer.alloc(40, 7)]), 'damaged or cut off'],
    ['of nothing', gzipSync(''), 'empty'],
  ])('%s', async (_name, packed, reason) => {
    expect(await verdict('a.mps.gz', packed)).toContain(reason)
  })
  test('is refused where the algorithm takes none', async () => {
    const plain = { ...input, compression: [] }
    await expect(checkBuffer('a.mps', plain, gzipSync(text))).rejects.toThrow('gzip is not accepted here')
  })
  test('a bomb is refused before it has burst', async () => {
    let taken = 0
    // Long lines: it is their bytes that burst, and a check of millions of lines takes its time on a busy machine.
    const zeros = gzipSync(Buffer.alloc(100 * 1024 * 1024, `*${' '.repeat(1022)}\n`))
    function* chunks() {
      for (let at = 0; at < zeros.length; at += 4096) {
        taken = at
        yield zeros.subarray(at, at + 4096)
      }
    }
    const discard = new Writable({ write: (_chunk, _encoding, callback) => callback() })
    const checking = pipeline(
      Readable.from(chunks()),
      checkStream('a.mps.gz', input, () => {}),
      discard,
    )
    await expect(checking).rejects.toMatchObject({ code: 'InputTooLarge' })
    expect(taken).toBeLessThan(zeros.length * 0.9)
  })
})

test('the verdict does not depend on how the bytes are cut', async () => {
  const text = Buffer.from(lines(...rows, 'COLUMNS', ' größe obj 1 c1 1', ...end))
  for (const size of [1, 2, 3, 7]) {
    let sum = ''
    const parts = Array.from({ length: Math.ceil(text.length / size) }, (_, i) =>
      text.subarray(i * size, (i + 1) * size),
    )
    const discard = new Writable({ write: (_chunk, _encoding, callback) => callback() })
    await pipeline(
      Readable.from(parts),
      checkStream('a.mps', input, ({ sha256 }) => {
        sum = sha256
      }),
      discard,
    )
    expect(sum).toBe((await checkBuffer('a.mps', input, text)).sha256)
  }
})

const models = process.env.SLIPWAY_MODELS ?? resolve(__dirname, '../../../../../shared/models')
const real = existsSync(models) ? readdirSync(models).filter((name) => /\.(mps|lp)$/.test(name)) : []

;(real.length > 0 ? test.each(real) : test.skip.each(['SLIPWAY_MODELS is not there']))(
  'real model %s',
  async (name) => {
    const text = readFileSync(join(models, name))
    const expected = name === 'garbage.lp' ? expect.stringContaining('line 2') : 'accepted'
    expect(await verdict(name, text)).toEqual(expected)
    expect(await verdict(`${name}.gz`, gzipSync(text))).toEqual(expected)
  },
)
