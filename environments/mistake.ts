import { looksSecret } from './secrets'

/** One mistake in an environment. */
export interface Mistake {
  /** Path of the setting, such as `schedules[0].cron`. */
  readonly field: string
  /** The rest of the sentence: the value given and what is allowed. */
  readonly says: string
}

/** A value as it may stand in a message: short, and never a secret. */
export function shown(value: unknown): string {
  if (value === undefined) return 'undefined'
  if (Array.isArray(value)) return value.length === 0 ? 'empty' : `a list of ${value.length}`
  if (typeof value === 'object' && value !== null) {
    const keys = Object.keys(value)
    return keys.length === 0 ? 'an empty object' : `an object with ${keys.join(', ')}`
  }
  if (typeof value !== 'string') return String(value)
  if (looksSecret('', value)) return '(not shown: it looks like a secret)'
  return JSON.stringify(value.length > 60 ? `${value.slice(0, 60)}…` : value)
}
