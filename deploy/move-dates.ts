import { readFileSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { runCommand, say } from './command'
import { renewedSettings } from './renewed-settings'
import { findSetting } from './setting-source'

void runCommand(
  {
    name: 'dates',
    does: 'Moves the dates of an environment: what expires within 90 days by a year, starts that have passed to the nearest that is allowed. Raises the generation of secrets where their end moves.',
  },
  async ({ project, environment }) => {
    const moved = renewedSettings(environment, new Date())
    if (moved.length === 0) return say('All dates are as they should be; nothing was changed.')
    const folder = join(project.folder, 'environments')
    const places = moved.map(({ setting, value }) => ({
      ...findSetting(folder, environment.name, setting),
      literal: typeof value === 'string' ? `'${value}'` : String(value),
    }))
    for (const file of new Set(places.map((place) => place.file))) {
      const before = readFileSync(file, 'utf8')
      // From the end, so that the offsets before stay right.
      const after = places
        .filter((place) => place.file === file)
        .sort((one, other) => other.start - one.start)
        .reduce((text, { start, end, literal }) => `${text.slice(0, start)}${literal}${text.slice(end)}`, before)
      writeFileSync(file, after)
      say(relative(project.folder, file))
      for (const line of changedLines(before, after)) say(line)
    }
    say('\nReview and commit it; the next deployment renews what expires.')
  },
)

/** Only literals were exchanged, so lines stay where they are. */
function changedLines(before: string, after: string): string[] {
  const lines = after.split('\n')
  return before.split('\n').flatMap((line, index) => (line === lines[index] ? [] : [`- ${line}`, `+ ${lines[index]}`]))
}
