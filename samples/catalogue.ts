import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { sizes as facilityLocation } from './facility-location/facility-location'
import type { Sizes } from './generate-command'
import { sizes as lotSizing } from './lot-sizing/lot-sizing'
import type { Model } from './mps'
import { modelText } from './solve'
import { sizes as unitCommitment } from './unit-commitment/unit-commitment'

/** All sizes of all samples, by the name of their folder. */
export const samples: Readonly<Record<string, Sizes>> = {
  'unit-commitment': unitCommitment,
  'facility-location': facilityLocation,
  'lot-sizing': lotSizing,
}

/** The seed that the documents speak of. */
export const documentedSeed = 1

/** First half of the SHA-256 of the model's file: enough to see that it is the documented one. */
export function fingerprint(model: Model): string {
  return createHash('sha256').update(modelText(model)).digest('hex').slice(0, 32)
}

/** A row of the table in a sample's README.md. */
export interface Documented {
  readonly size: string
  readonly dimensions: string
  readonly optimum: number
  readonly seconds: number
  readonly fingerprint: string
}

/** Reads the table of sizes in a sample's README.md, so that a test can hold the document to it. */
export function readDocumented(sample: string): Documented[] {
  const text = readFileSync(join(__dirname, sample, 'README.md'), 'utf8')
  return [...text.matchAll(/^\| `(\w+)` +\| ([^|]+) \| ([\d.,]+) +\| ([\d.]+) +\| `([0-9a-f]+)` +\|$/gm)].map(
    ([, size = '', dimensions = '', optimum = '', seconds = '', hash = '']) => ({
      size,
      dimensions: dimensions.trim(),
      optimum: Number(optimum.replaceAll(',', '')),
      seconds: Number(seconds),
      fingerprint: hash,
    }),
  )
}

/** `1,326 × 1,275 (25 integer), 5,050`: rows × columns, coefficients. */
export function dimensions({ size: { rows, columns, integers, entries } }: Model): string {
  const text = (value: number) => value.toLocaleString('en-US')
  return `${text(rows)} × ${text(columns)} (${text(integers)} integer), ${text(entries)}`
}
