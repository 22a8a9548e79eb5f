import { statSync } from 'node:fs'
import { join } from 'node:path'
import type { AlgorithmManifest } from '../../apps/api/contract'
import type { ScheduleSettings } from '../environment'
import type { Mistake } from '../mistake'
import { shown } from '../mistake'
import { automationSchedule } from '../schedule'
import { compileOptions } from '../schema'
import { type Rule, repeated } from './rule'

/** An Automation variable holds the input, gzipped; larger files belong into an upload. */
const inputBytes = 1024 * 1024

const schedules: Rule = {
  reads: ['schedules', 'compute.profiles'],
  find: ({ schedules, compute }, { algorithms, root }) =>
    schedules.flatMap((schedule, index) => {
      const manifest = algorithms.find((one) => one.manifest.name === schedule.algorithm)?.manifest
      const names = { algorithms: algorithms.map((one) => one.manifest.name), profiles: Object.keys(compute.profiles) }
      return [
        ...cronMistakes(schedule),
        ...offered('algorithm', schedule.algorithm, names.algorithms),
        ...offered('profile', schedule.profile, names.profiles),
        ...inputMistakes(schedule, manifest, root),
        ...(manifest ? optionMistakes(schedule, manifest) : []),
      ].map(({ field, says }) => ({ field: `schedules[${index}].${field}`, says }))
    }),
}

const uniqueNames: Rule = {
  reads: ['schedules'],
  find: ({ schedules }) =>
    repeated(
      schedules.map(({ name }, index) => ({ name, index })),
      ({ name }) => name,
    ).map(({ name, index }) => ({
      field: `schedules[${index}].name`,
      says: `is "${name}", the name of another schedule; names must differ`,
    })),
}

export const scheduleRules = [schedules, uniqueNames]

function cronMistakes({ cron }: ScheduleSettings): Mistake[] {
  try {
    automationSchedule(cron)
    return []
  } catch (error) {
    return [{ field: 'cron', says: `is wrong: ${error instanceof Error ? error.message : error}` }]
  }
}

function offered(field: string, name: string, names: readonly string[]): Mistake[] {
  return names.includes(name) ? [] : [{ field, says: `is ${shown(name)}; it must be one of ${names.join(', ')}` }]
}

function inputMistakes({ input }: ScheduleSettings, manifest: AlgorithmManifest | undefined, root: string): Mistake[] {
  const at = (must: string) => [{ field: 'input', says: `is ${shown(input)}; it must ${must}` }]
  const file = statSync(join(root, input), { throwIfNoEntry: false })
  if (!file?.isFile()) return at('be a file, relative to the repository')
  if (file.size > inputBytes) return at(`have at most ${inputBytes} bytes, it has ${file.size}`)
  const endings = manifest?.input.formats.flatMap((format) => format.endings)
  if (endings?.some((ending) => input.toLowerCase().endsWith(ending)) === false) {
    return at(`end with one of ${endings.join(', ')}`)
  }
  return []
}

function optionMistakes({ options }: ScheduleSettings, manifest: AlgorithmManifest): Mistake[] {
  const validate = compileOptions(manifest.options)
  if (validate(options)) return []
  const known = Object.keys((manifest.options.properties as object | undefined) ?? {})
  return (validate.errors ?? []).map(({ instancePath, keyword, params, message }) => {
    const key = instancePath.slice(1)
    if (keyword === 'additionalProperties') {
      return { field: `options.${params.additionalProperty}`, says: `is unknown; allowed here: ${known.join(', ')}` }
    }
    const field = key === '' ? 'options' : `options.${key}`
    const allowed = keyword === 'enum' ? `must be one of ${params.allowedValues.join(', ')}` : message
    return { field, says: `is ${shown(key === '' ? options : options[key])}; it ${allowed}` }
  })
}
