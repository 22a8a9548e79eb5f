import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import ts from 'typescript'
import type { DateSettings } from '../environments/environment'

/** Where a setting stands in the sources. */
export interface Place {
  readonly file: string
  /** Offsets of the literal, quotes included. */
  readonly start: number
  readonly end: number
}

/** A date, or the generation of secrets that is raised with one. */
export type Setting = readonly ['dates', keyof DateSettings] | readonly ['secretGeneration']

/**
 * Finds the literal of a setting: in the environment's own file, or in the file of the environment that it spreads.
 *
 * @param folder of the environments' files
 * @throws Error where the setting is not written as a literal
 */
export function findSetting(folder: string, environment: string, setting: Setting): Place {
  const file = join(folder, `${environment}.ts`)
  const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true)
  let value: ts.Expression | undefined = exportedObject(source, environment)
  for (const key of setting) {
    if (!value || !ts.isObjectLiteralExpression(value)) break
    const inner = property(value, key)
    if (!inner) return findSetting(folder, spread(value, file, key), setting)
    value = inner
  }
  if (value && (ts.isStringLiteral(value) || ts.isNumericLiteral(value))) {
    return { file, start: value.getStart(), end: value.getEnd() }
  }
  const example = setting[0] === 'dates' ? "a text, such as '2030-01-01'" : 'a number, such as 2'
  throw new Error(`${file}: ${setting.join('.')} must be written as ${example}, to be moved`)
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
