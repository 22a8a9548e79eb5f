import { InputError, shown } from './lines'

export type LpSection = 'start' | 'objective' | 'constraints' | 'bounds' | 'names' | 'end'

/** Takes the tokens of an LP file and throws `InputError` where they make no statement. */
interface LpStatements {
  enter(section: LpSection, line: number): void
  number(line: number): void
  /** @param label whether a colon follows */
  name(name: string, label: boolean, line: number): void
  comparison(line: number): void
  sign(sign: string, line: number): void
  /** How often a column was named in the objective, a constraint or a bound. */
  columns(): number
}

/**
 * Where a statement stands. `lead`: only a number so far, `terms`: at least one column, `side`: after the comparison
 * that needs a number, `done`: complete, though a new term or label may begin the next statement.
 */
type Place = 'empty' | 'lead' | 'terms' | 'side' | 'done'

export function checkLpStatements(): LpStatements {
  let section: LpSection = 'start'
  let place: Place = 'empty'
  let columns = 0
  let coefficient = false
  let signed = false
  // `5 <= x + y` is complete as well as `5 <= x + y <= 9`.
  let compared = false
  let bracket = false
  // Within brackets, what `^` or `*` still needs.
  let operator = ''

  const begin = () => {
    place = 'empty'
    coefficient = false
    signed = false
    compared = false
  }
  const finish = (line: number) => {
    if (bracket) throw new InputError('a bracket [ is not closed', line)
    const whole = section === 'constraints' || section === 'bounds'
    if (place === 'side') throw new InputError('a comparison lacks its number', line)
    if (whole && place === 'lead') throw new InputError('a statement has no column', line)
    if (whole && place === 'terms' && !compared) throw new InputError('a statement lacks its comparison', line)
    if (signed || (whole && coefficient)) throw new InputError('a statement ends within a term', line)
    begin()
  }

  return {
    enter(next, line) {
      finish(line)
      section = next
    },
    number(line) {
      if (section === 'names') throw new InputError('a name was expected, not a number', line)
      if (bracket) {
        if (operator === '*') throw new InputError('a column was expected after *', line)
        if (operator === '' && coefficient) throw new InputError('two numbers follow one another', line)
        coefficient = operator === ''
        operator = ''
        return
      }
      if (operator === '/') {
        operator = ''
        return
      }
      if (place === 'side') {
        place = 'done'
        signed = false
        return
      }
      if (place === 'done') finish(line)
      if (coefficient) throw new InputError('two numbers follow one another', line)
      if (section !== 'objective' && place === 'terms' && !signed) {
        if (!compared) throw new InputError('a sign or a comparison was expected before the number', line)
        finish(line)
      }
      coefficient = true
      signed = false
      if (place === 'empty') place = 'lead'
    },
    name(name, label, line) {
      if (section === 'names') return
      const word = name.toLowerCase()
      const infinite = /^(?:inf|infinity)$/.test(word)
      if (/^nan$/.test(word)) throw new InputError(`${shown(name)} is not a finite number`, line)
      if (bracket) {
        if (operator === '^') throw new InputError('a number was expected after ^', line)
        operator = ''
        coefficient = false
        signed = false
        columns++
        return
      }
      if (label) {
        if (place !== 'empty') finish(line)
        return
      }
      if (section === 'bounds' && word === 'free' && place === 'terms' && !compared) return begin()
      if (infinite) {
        if (section !== 'bounds') throw new InputError(`${shown(name)} is not a finite number`, line)
        if (place === 'side') place = 'done'
        else if (place === 'empty' || place === 'done') place = 'lead'
        else throw new InputError(`${shown(name)} stands in the wrong place`, line)
        coefficient = place === 'lead'
        signed = false
        return
      }
      if (place === 'side' && !compared) throw new InputError(`a number was expected, not ${shown(name)}`, line)
      if (place === 'done') finish(line)
      if (place === 'terms' && !coefficient && !signed) {
        if (!compared) throw new InputError(`a sign or a comparison was expected before ${shown(name)}`, line)
        finish(line)
      }
      columns++
      place = 'terms'
      coefficient = false
      signed = false
    },
    comparison(line) {
      if (section !== 'constraints' && section !== 'bounds') {
        throw new InputError('a comparison stands outside constraints and bounds', line)
      }
      if (bracket || signed) throw new InputError('a comparison stands within a term', line)
      if (place === 'lead') {
        compared = true
        coefficient = false
        place = 'empty'
      } else if (place === 'terms') {
        if (coefficient) throw new InputError('a number without a column before the comparison', line)
        place = 'side'
      } else {
        throw new InputError('a comparison stands in the wrong place', line)
      }
    },
    sign(sign, line) {
      if (sign === ':') return
      if (section === 'names') throw new InputError(`a name was expected, not ${shown(sign)}`, line)
      if (sign === '+' || sign === '-') {
        if (bracket || place === 'side') {
          coefficient = false
          return
        }
        if (place === 'done') finish(line)
        if (coefficient && section !== 'objective') throw new InputError('a number without a column', line)
        coefficient = false
        signed = true
      } else if (sign === '[' && !bracket) {
        bracket = true
        coefficient = false
        signed = false
        place = 'terms'
      } else if (sign === ']' && bracket && operator === '') {
        bracket = false
        coefficient = false
      } else if (bracket && (sign === '^' || sign === '*')) {
        operator = sign
      } else if (sign === '/' && !bracket && place === 'terms') {
        operator = '/'
      } else {
        throw new InputError(`${shown(sign)} stands in the wrong place`, line)
      }
    },
    columns: () => columns,
  }
}
