/** Writes the Python view of `contract.ts`: `npm run contract`. A test fails while the file is not current. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import * as contract from './contract'

const path = join(__dirname, 'src', 'slipway', 'contract.py')

/** The text of `slipway/contract.py`, formatted as `ruff format` leaves it. */
export function pythonContract(): string {
  const names = (fields: Readonly<Record<string, string | number>>) =>
    Object.entries(fields).map(
      ([name, value]) => `${constant(name)} = ${typeof value === 'string' ? `"${value}"` : value}`,
    )
  return [
    '"""Generated from contract.ts by `npm run contract`; do not edit."""',
    '',
    'from enum import Enum',
    '',
    `WHEEL_DISTRIBUTION = "${contract.wheel.distribution}"`,
    `WHEEL_ENTRY_POINT = "${contract.wheel.entryPoint}"`,
    ...section('Parameter', contract.jobParameters, names),
    ...section('Environment', contract.environment, names),
    ...section('Blob', contract.blobs, names),
    ...section('Limit', contract.limits, names),
    '',
    '',
    'class FailureCode(str, Enum):',
    ...Object.keys(contract.failures).map((code) => `    ${constant(code)} = "${code}"`),
    '',
  ].join('\n')
}

function section(
  title: string,
  fields: Readonly<Record<string, string | number>>,
  names: (fields: Readonly<Record<string, string | number>>) => string[],
): string[] {
  return ['', '', `class ${title}:`, ...names(fields).map((line) => `    ${line}`)]
}

function constant(camel: string): string {
  return camel.replace(/(?<=[a-z])(?=[A-Z])/g, '_').toUpperCase()
}

if (require.main === module) writeFileSync(path, pythonContract())
