import { readFileSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import type { DateSettings } from '../environments/environment'
import { runCommand, say } from './command'
import { findDate } from './date-source'
import { newDates } from './new-dates'

void runCommand(
  {
    name: 'dates',
    does: 'Moves the dates of an environment: what expires within 90 days by a year, starts that have passed to the nearest that is allowed.',
  },
  async ({ project, environment }) => {
    const moved = Object.entries(newDates(environment, new Date())) as [keyof DateSettings, string][]
    if (moved.length === 0) return say('All dates are as they should be; nothing was changed.')
    const folder = join(project.folder, 'environments')
    const places = moved.map(([key, date]) => ({ ...findDate(folder, environment.name, key), date }))
    for (const file of new Set(places.map((place) => place.file))) {
      const before = readFileSync(file, 'utf8')
      // From the end, so that the offsets before stay right.
      const after = places
        .filter((place) => place.file === file)
        .sort((one, other) => other.start - one.start)
        .reduce((text, { start, end, date }) => `${text.slice(0, start)}'${date}'${text.slice(end)}`, before)
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
