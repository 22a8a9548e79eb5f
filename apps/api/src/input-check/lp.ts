import { checkLines, InputError, refuseUnprintable, shown, type TextCheck } from './lines'
import { checkLpStatements, type LpSection } from './lp-statements'

/** A section's keywords stand alone or first on a line (case does not matter). */
const keywords: readonly (readonly [RegExp, LpSection])[] = [
  [/^(?:minimi[sz]e|minimum|min|maximi[sz]e|maximum|max)(?![\w.])/i, 'objective'],
  [/^(?:subject\s+to|such\s+that|s\.t\.|st\.|st)(?![\w.])/i, 'constraints'],
  [/^bounds?$/i, 'bounds'],
  [/^(?:generals?|gen|integers?|int|binar(?:y|ies)|bin)$/i, 'names'],
  [/^(?:semi-continuous|semis?)$/i, 'names'],
  [/^end$/i, 'end'],
]

/**
 * One token: a number; a name (it starts with no digit and no dot); a comparison; or another sign. A number that runs
 * into a comma, a dot or an incomplete exponent is none.
 */
const token =
  /\s*(?:((?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?)(?![\w.,]*[.,]|[eE](?![A-Za-z_]))|([A-Za-z!"#$%&(),;?@_'`{}~\u0080-\uffff][\w!"#$%&(),.;?@'`{}~\u0080-\uffff]*)|(<=|=<|>=|=>|<|>|=)|([-+*^/:[\]]))/y

/**
 * Checks a model in LP format in one pass: it starts with an objective, every number is finite and whole, statements
 * are complete, there is at least one column, and it ends with `End`, without which a cut-off file would look whole.
 */
export function checkLp(): TextCheck {
  let section: LpSection = 'start'
  const statements = checkLpStatements()

  const enter = (next: LpSection, line: number) => {
    if (section === 'end') throw new InputError('text after End', line)
    if (section === 'start' && next !== 'objective') {
      throw new InputError('the model must start with Minimize or Maximize', line)
    }
    if (section !== 'start' && next === 'objective') throw new InputError('a second objective', line)
    if (next === 'constraints' && section !== 'objective') {
      throw new InputError('Subject To must follow the objective', line)
    }
    if (next !== 'constraints' && next !== 'end' && section === 'objective') {
      throw new InputError('Subject To is missing after the objective', line)
    }
    statements.enter(next, line)
    section = next
  }

  const onLine = (bytes: Buffer, start: number, end: number, line: number) => {
    refuseUnprintable(bytes, start, end, line)
    let text = bytes.toString('utf8', start, end)
    const comment = text.indexOf('\\')
    if (comment !== -1) text = text.slice(0, comment)
    text = text.trim()
    if (text === '') return
    for (const [pattern, next] of keywords) {
      const match = pattern.exec(text)
      // `st: x >= 1` is a constraint called st.
      if (!match || /^\s*:/.test(text.slice(match[0].length))) continue
      enter(next, line)
      text = text.slice(match[0].length).trimStart()
      break
    }
    if (/^(?:sos[12]?|general constraints|pwlobj|lazy constraints|user cuts)$/i.test(text)) {
      throw new InputError(`section ${shown(text)} is not supported`, line)
    }
    if (text !== '' && section === 'start') {
      throw new InputError('the model must start with Minimize or Maximize', line)
    }
    if (text !== '' && section === 'end') throw new InputError('text after End', line)
    token.lastIndex = 0
    while (token.lastIndex < text.length) {
      const at = token.lastIndex
      const match = token.exec(text)
      if (!match) throw new InputError(`${shown(text.slice(at).trim())} is neither a number nor a name`, line)
      const [, number, name, comparison, sign] = match
      if (number !== undefined) {
        if (!Number.isFinite(Number(number))) throw new InputError(`${shown(number)} is not a finite number`, line)
        statements.number(line)
      } else if (name !== undefined) {
        statements.name(name, /^\s*:/.test(text.slice(token.lastIndex)), line)
      } else if (comparison !== undefined) {
        statements.comparison(line)
      } else {
        statements.sign(sign ?? '', line)
      }
    }
  }

  return checkLines(onLine, (lines) => {
    if (section === 'start') throw new InputError('the model is empty')
    if (section !== 'end') throw new InputError('the model ends without End; it is cut off', lines)
    if (statements.columns() === 0) throw new InputError('the model has no columns')
  })
}
