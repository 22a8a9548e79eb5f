import { isUtf8 } from 'node:buffer'
import { checkLines, InputError, refuseUnprintable, shown, type TextCheck } from './lines'
import { createNameSet } from './name-set'
import { isFiniteNumber } from './number'

type Section = keyof typeof sections

/**
 * Sections in the order of their ranks; the same rank means any order among themselves. `most` is the largest number
 * of words on a data line.
 */
const sections = {
  start: { rank: 0, most: 0 },
  NAME: { rank: 1, most: 0 },
  OBJSENSE: { rank: 1, most: 1 },
  OBJSENSE_GIVEN: { rank: 1, most: 0 },
  ROWS: { rank: 2, most: 2 },
  COLUMNS: { rank: 3, most: 5 },
  RHS: { rank: 4, most: 5 },
  RANGES: { rank: 4, most: 5 },
  BOUNDS: { rank: 4, most: 4 },
  QUADOBJ: { rank: 4, most: 3 },
  QMATRIX: { rank: 4, most: 3 },
  QSECTION: { rank: 4, most: 3 },
  QCMATRIX: { rank: 4, most: 3 },
  ENDATA: { rank: 5, most: 0 },
} as const

const maxWords = 6
const asterisk = 0x2a
const space = 0x20
const tab = 0x09
const quote = 0x27

/**
 * Checks a model in free MPS (which fixed MPS without spaces in names is too) in one pass: sections in a legal order,
 * every row and column declared before it is used, every number finite and whole, at least one column, ENDATA.
 * HiGHS itself reads `1,5` as 1 and drops what it does not understand, so nothing doubtful may pass.
 */
export function checkMps(): TextCheck {
  const rows = createNameSet()
  const columns = createNameSet()
  const seen = new Set<Section>()
  const from = new Int32Array(maxWords)
  const to = new Int32Array(maxWords)
  let section: Section = 'start'
  let bytes: Buffer = Buffer.alloc(0)
  let line = 0
  let words = 0
  // The column of the line before, because a column's entries follow one another.
  let column = Buffer.alloc(0)

  const text = (word: number) => bytes.toString('utf8', from[word] ?? 0, to[word] ?? 0)
  const fail = (reason: string): never => {
    throw new InputError(reason, line)
  }

  const split = (start: number, end: number) => {
    words = 0
    let high = 0
    let inWord = false
    for (let at = start; at < end; at++) {
      const byte = bytes[at] ?? 0
      high |= byte
      if (byte === space || byte === tab) {
        if (inWord) {
          to[words - 1] = at
          inWord = false
        }
      } else {
        if (byte < space || byte === 0x7f) refuseUnprintable(bytes, start, end, line)
        if (!inWord) {
          if (words < maxWords) from[words] = at
          words++
          inWord = true
          if (words > maxWords) return checkHigh(high, start, end)
        }
      }
    }
    if (inWord && words <= maxWords) to[words - 1] = end
    checkHigh(high, start, end)
  }
  const checkHigh = (high: number, start: number, end: number) => {
    if (high > 0x7f && !isUtf8(bytes.subarray(start, end))) fail('is not UTF-8 text')
  }

  const number = (word: number) => {
    if (!isFiniteNumber(bytes, from[word] ?? 0, to[word] ?? 0)) fail(numberReason(text(word)))
  }
  const row = (word: number) => {
    if (!rows.has(bytes, from[word] ?? 0, to[word] ?? 0)) fail(`row ${shown(text(word))} is not declared in ROWS`)
  }
  const declaredColumn = (word: number) => {
    if (!columns.has(bytes, from[word] ?? 0, to[word] ?? 0)) {
      fail(`column ${shown(text(word))} is not declared in COLUMNS`)
    }
  }
  /** Pairs of row and number from `first` to the last word. */
  const pairs = (first: number) => {
    if (words - first !== 2 && words - first !== 4)
      fail(`has ${words} words; a name and pairs of row and number expected`)
    for (let word = first; word < words; word += 2) {
      row(word)
      number(word + 1)
    }
  }

  const header = (next: Section) => {
    const { rank } = sections[next]
    if (seen.has(next)) fail(`section ${next} stands here a second time`)
    if (rank < sections[section].rank) fail(`section ${next} cannot follow ${section}`)
    if (rank >= 3 && !seen.has('ROWS')) fail(`section ${next} needs a section ROWS before it`)
    if (rank >= 4 && !seen.has('COLUMNS')) fail(`section ${next} needs a section COLUMNS before it`)
    seen.add(next)
    section = next
  }

  const columnEntry = () => {
    if (words === 3 && bytes[from[1] ?? 0] === quote && text(1) === "'MARKER'") {
      const kind = text(2)
      if (kind !== "'INTORG'" && kind !== "'INTEND'") fail(`marker ${shown(kind)} is not 'INTORG' or 'INTEND'`)
      return
    }
    const start = from[0] ?? 0
    const end = to[0] ?? 0
    if (bytes.compare(column, 0, column.length, start, end) !== 0) {
      if (!columns.add(bytes, start, end))
        fail(`column ${shown(text(0))} stands in two places; its entries must follow one another`)
      column = Buffer.from(bytes.subarray(start, end))
    }
    pairs(1)
  }

  const bound = () => {
    const kind = text(0).toUpperCase()
    const valued = ['UP', 'LO', 'FX', 'UI', 'LI', 'SC'].includes(kind)
    if (!valued && !['FR', 'MI', 'PL', 'BV'].includes(kind)) fail(`bound type ${shown(text(0))} is not known`)
    if (valued) {
      if (words < 3) fail(`a bound ${kind} needs a column and a number`)
      declaredColumn(words - 2)
      number(words - 1)
    } else if (words === 4) {
      declaredColumn(2)
      number(3)
    } else {
      if (words < 2) fail(`a bound ${kind} needs a column`)
      declaredColumn(words - 1)
    }
  }

  const data = () => {
    if (words > sections[section].most) {
      fail(
        section === 'start' || section === 'NAME'
          ? `a section such as ROWS was expected, not ${shown(text(0))}`
          : `has too many words for section ${section}; names must not contain spaces`,
      )
    }
    switch (section) {
      case 'OBJSENSE':
        sense(text(0))
        section = 'OBJSENSE_GIVEN'
        return
      case 'ROWS': {
        if (words !== 2) fail('a row needs a type (N, E, L, G) and a name')
        if (!/^[NELG]$/i.test(text(0))) fail(`row type ${shown(text(0))} is not N, E, L or G`)
        if (!rows.add(bytes, from[1] ?? 0, to[1] ?? 0)) fail(`row ${shown(text(1))} is declared twice`)
        return
      }
      case 'COLUMNS':
        return columnEntry()
      case 'RHS':
      case 'RANGES':
        // The name of the set may be missing.
        return pairs(words % 2)
      case 'BOUNDS':
        return bound()
      default:
        if (words !== 3) fail('two columns and a number expected')
        declaredColumn(0)
        declaredColumn(1)
        number(2)
    }
  }
  const sense = (word: string) => {
    if (!/^(MAX|MIN|MAXIMI[SZ]E|MINIMI[SZ]E)$/i.test(word)) fail(`objective sense ${shown(word)} is not MIN or MAX`)
  }

  const onLine = (chunk: Buffer, start: number, end: number, number: number) => {
    bytes = chunk
    line = number
    if (start === end) return
    if (bytes[start] === asterisk) return refuseUnprintable(bytes, start, end, line)
    split(start, end)
    if (words === 0) return
    if (section === 'ENDATA') fail('text after ENDATA')
    const indented = bytes[start] === space || bytes[start] === tab
    if (words === 1 || (!indented && section !== 'COLUMNS')) {
      const keyword = words === 1 || !indented ? text(0).toUpperCase() : ''
      if (keyword === 'NAME' && sections[section].rank <= 1) return header('NAME')
      if (keyword === 'OBJSENSE' && words <= 2) {
        header('OBJSENSE')
        if (words === 2) {
          sense(text(1))
          section = 'OBJSENSE_GIVEN'
        }
        return
      }
      if (keyword === 'QCMATRIX' && words === 2) {
        row(1)
        seen.delete('QCMATRIX')
        return header('QCMATRIX')
      }
      if (words === 1 && isSection(keyword)) return header(keyword)
      if (words === 1 && /^(SOS|SOS1|SOS2|INDICATORS|LAZYCONS|USERCUTS|CSECTION|GENCONS)$/.test(keyword)) {
        fail(`section ${keyword} is not supported`)
      }
    }
    data()
  }

  return checkLines(onLine, (lines) => {
    line = lines
    if (lines === 0 || seen.size === 0) throw new InputError('the model is empty')
    if (section !== 'ENDATA') fail('the model ends without ENDATA; it is cut off')
    if (columns.size === 0) throw new InputError('the model has no columns')
  })
}

function isSection(word: string): word is Section {
  return word !== 'start' && word !== 'OBJSENSE_GIVEN' && Object.hasOwn(sections, word)
}

function numberReason(word: string): string {
  const hint = /^[-+]?\d+,\d+$/.test(word) ? '; write a decimal point, not a comma' : ''
  return `${shown(word)} is not a finite number${hint}`
}
