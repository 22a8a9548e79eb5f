import { type Json, objectIn } from '../arm/resources'

const weekDays = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday']
const hourMs = 3_600_000
const dayMs = 24 * hourMs
/** Longest distance of two occurrences that is looked for: a 31st every twelve months, over a leap year. */
const horizonDays = 366 * 9

/** The times of a schedule's properties, as Azure Automation reads them. */
interface Recurrence {
  readonly start: number
  readonly expiry: number
  readonly frequency: 'OneTime' | 'Minute' | 'Hour' | 'Day' | 'Week' | 'Month'
  readonly interval: number
  readonly timeZone: string
  readonly weekDays: readonly string[]
  readonly monthDays: readonly number[]
  readonly monthlyOccurrences: readonly { readonly day: string; readonly occurrence: number }[]
}

/**
 * When a schedule is due next after a time; undefined where it never is again. Days, weeks and months go by the clock
 * on the wall in the schedule's time zone, minutes and hours by time that passes.
 * @throws RangeError where the time zone is unknown
 */
export function nextOccurrence(properties: Json, after: number): number | undefined {
  const recurrence = recurrenceOf(properties)
  const next = unbounded(recurrence, after)
  return next !== undefined && next < recurrence.expiry ? next : undefined
}

function unbounded(recurrence: Recurrence, after: number): number | undefined {
  const { start, frequency, interval } = recurrence
  if (after < start && !restricted(recurrence)) return start
  if (frequency === 'OneTime') return undefined
  if (frequency === 'Minute' || frequency === 'Hour') {
    const step = interval * (frequency === 'Hour' ? hourMs : hourMs / 60)
    return start + (Math.floor((after - start) / step) + 1) * step
  }
  const first = wallClock(start, recurrence.timeZone)
  const from = Math.max(0, Math.floor((after - start) / dayMs) - 1)
  for (let day = from; day < from + horizonDays; day++) {
    const wall = first + day * dayMs
    if (!isDue(recurrence, first, wall, day)) continue
    const time = instantOf(wall, recurrence.timeZone)
    if (time > after && time >= start) return time
  }
  return undefined
}

function restricted({ weekDays, monthDays, monthlyOccurrences }: Recurrence): boolean {
  return weekDays.length + monthDays.length + monthlyOccurrences.length > 0
}

/** Whether the day of a wall clock's time, `day` days after the first one, belongs to the schedule. */
function isDue(recurrence: Recurrence, first: number, wall: number, day: number): boolean {
  const { frequency, interval } = recurrence
  const date = new Date(wall)
  const weekDay = weekDays[date.getUTCDay()] ?? ''
  if (frequency === 'Day') return day % interval === 0
  if (frequency === 'Week') {
    const week = Math.floor((day + new Date(first).getUTCDay()) / 7)
    const days = recurrence.weekDays.length > 0 ? recurrence.weekDays : [weekDays[new Date(first).getUTCDay()]]
    return week % interval === 0 && days.includes(weekDay)
  }
  const begin = new Date(first)
  const months = 12 * (date.getUTCFullYear() - begin.getUTCFullYear()) + date.getUTCMonth() - begin.getUTCMonth()
  if (months % interval !== 0) return false
  const ofMonth = date.getUTCDate()
  const last = new Date(wall + dayMs).getUTCDate() === 1
  if (recurrence.monthlyOccurrences.length > 0) {
    const lastOfItsKind = new Date(wall + 7 * dayMs).getUTCMonth() !== date.getUTCMonth()
    return recurrence.monthlyOccurrences.some(
      (one) =>
        one.day === weekDay && (one.occurrence === -1 ? lastOfItsKind : one.occurrence === Math.ceil(ofMonth / 7)),
    )
  }
  const days = recurrence.monthDays.length > 0 ? recurrence.monthDays : [begin.getUTCDate()]
  return days.includes(ofMonth) || (last && days.includes(-1))
}

function recurrenceOf(properties: Json): Recurrence {
  const advanced = properties.advancedSchedule == null ? {} : objectIn(properties.advancedSchedule, 'advancedSchedule')
  const list = <T>(value: unknown) => (Array.isArray(value) ? (value as T[]) : [])
  return {
    start: Date.parse(String(properties.startTime)),
    expiry: properties.expiryTime ? Date.parse(String(properties.expiryTime)) : Number.POSITIVE_INFINITY,
    frequency: properties.frequency as Recurrence['frequency'],
    interval: Number(properties.interval ?? 1),
    timeZone: String(properties.timeZone ?? 'UTC'),
    weekDays: list(advanced.weekDays),
    monthDays: list(advanced.monthDays),
    monthlyOccurrences: list(advanced.monthlyOccurrences),
  }
}

/** What a clock on the wall shows at a time, as if it were UTC. */
function wallClock(time: number, timeZone: string): number {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  }).formatToParts(time)
  const part = (type: string) => Number(parts.find((candidate) => candidate.type === type)?.value)
  return Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'), part('second'))
}

/** When a clock on the wall shows it; where clocks skip that time, as much later. */
function instantOf(wall: number, timeZone: string): number {
  const guess = wall - (wallClock(wall, timeZone) - wall)
  const correction = wallClock(guess, timeZone) - wall
  const corrected = guess - correction
  return wallClock(corrected, timeZone) === wall ? corrected : Math.max(guess, corrected)
}
