import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import ts from 'typescript'
import type { DateSettings } from '../environments/environment'

/** Where a date stands in the sources. */
export interface Place {
  readonly file: string
  /** Offsets of the literal, quotes included. */
  readonly start: number
  readonly end: number
}

/**
 * Finds the literal of a date: in the environment's own file, or in the file of the environment that it spreads.
 *
 * @param folder of the environments' files
 * @throws Error where the date is not written as a literal
 */
export function findDate(folder: string, environment: string, key: keyof DateSettings): Place {
  const file = join(folder, `${environment}.ts`)
  const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true)
  const settings = exportedObject(source, environment)
  const dates = settings && property(settings, 'dates')
  if (settings && !dates) return findDate(folder, spread(settings, file, 'dates'), key)
  if (dates && ts.isObjectLiteralExpression(dates)) {
    const value = property(dates, key)
    if (!value) return findDate(folder, spread(dates, file, key), key)
    if (ts.isStringLiteral(value)) return { file, start: value.getStart(), end: value.getEnd() }
  }
  throw new Error(`${file}: dates.${key} must be written as a text, such as '2030-01-01', to be moved`)
}

function exportedObject(source: ts.SourceFile, name: string): ts.ObjectLiteralExpression | undefined {
  for (const statement of source.statements) {
    if (!ts.isVariableStatement(statement)) continue
    for (const { name: declared, initializer } of statement.declarationList.declarations) {
      if (declared.getText() === name && initializer && ts.isObjectLiteralExpression(initializer)) return initializer
    }
  }
  return undefined
}

function property(object: ts.ObjectLiteralExpression, key: string): ts.Expression | undefined {
  return object.properties.filter(ts.isPropertyAssignment).find(({ name }) => name.getText() === key)?.initializer
}

/** The environment that `...prod` or `...prod.dates` names; the last one wins, as in JavaScript. */
function spread(object: ts.ObjectLiteralExpression, file: string, key: string): string {
  const last = object.properties.filter(ts.isSpreadAssignment).at(-1)
  const name = last && /^([a-z]+)(\.dates)?$/.exec(last.expression.getText())?.[1]
  if (name) return name
  throw new Error(`${file}: ${key} is neither written there nor spread from another environment`)
}
