import { Cron, CronPattern } from 'croner'

/** What Azure Automation knows of a schedule. */
export interface AutomationSchedule {
  readonly frequency: 'Hour' | 'Day' | 'Week' | 'Month'
  /** In units of the frequency. */
  readonly interval: number
  /** Only with `Week`. */
  readonly weekDays?: readonly WeekDay[]
  /** Only with `Month`; 1 to 31. */
  readonly monthDays?: readonly number[]
}

const weekDays = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'] as const
export type WeekDay = (typeof weekDays)[number]

/**
 * Translates a cron expression of five fields (minute, hour, day of month, month, day of week).
 *
 * An interval of several hours counts hours that pass: where clocks change, it moves by one hour against cron's.
 *
 * @throws Error where the expression is none, or is more than Azure Automation can express
 */
export function automationSchedule(cron: string): AutomationSchedule {
  const pattern = parse(cron)
  const minutes = chosen(pattern.minute)
  const hours = chosen(pattern.hour)
  const days = chosen(pattern.day).map((index) => index + 1)
  const months = chosen(pattern.month)
  const onDays = chosen(pattern.dayOfWeek).map((index) => weekDays[index] as WeekDay)
  const anyDay = days.length === 31
  const anyMonth = months.length === 12
  const anyWeekDay = onDays.length === 7

  if (minutes.length > 1)
    throw refusal(cron, `${minutes.length} minutes of an hour`, 'one minute, such as "30 * * * *"')
  if (!anyDay && !anyWeekDay) throw refusal(cron, 'days of the month and of the week at once', 'one of the two')
  if (!anyMonth && anyDay) throw refusal(cron, 'some months only', 'months only together with days of the month')
  if (hours.length > 1) {
    const interval = evenStep(hours, 24)
    if (!interval)
      throw refusal(cron, `the hours ${hours.join(', ')}`, 'one hour, or every n-th hour where n divides 24')
    if (!anyDay || !anyWeekDay) throw refusal(cron, 'several hours of some days', 'several hours of every day')
    return { frequency: 'Hour', interval }
  }
  if (!anyWeekDay) return { frequency: 'Week', interval: 1, weekDays: onDays }
  if (anyDay) return { frequency: 'Day', interval: 1 }
  const interval = anyMonth ? 1 : evenStep(months, 12)
  if (!interval) throw refusal(cron, 'months with uneven gaps', 'every n-th month where n divides 12')
  return { frequency: 'Month', interval, monthDays: days }
}

/**
 * When the schedule starts for the first time.
 *
 * @param date `YYYY-MM-DD`: not before this day begins in the time zone
 * @param timeZone IANA name
 * @returns RFC 3339 with the zone's offset at that time, such as `2027-01-01T02:30:00+01:00`
 * @throws Error where cron expression or time zone are none, or where it never starts
 */
export function firstStart(cron: string, date: string, timeZone: string): string {
  parse(cron)
  const justBefore = new Date(Date.parse(`${date}T00:00:00Z`) - 1000).toISOString().slice(0, 19)
  const next = new Cron(cron, { mode: '5-part', timezone: timeZone }).nextRun(justBefore)
  if (!next) throw new Error(`cron expression "${cron}" never starts after ${date}`)
  const parts = new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'longOffset' }).formatToParts(next)
  const offset = parts.find(({ type }) => type === 'timeZoneName')?.value.slice('GMT'.length) || '+00:00'
  const minutes = Number(`${offset[0]}1`) * (Number(offset.slice(1, 3)) * 60 + Number(offset.slice(4, 6)))
  return `${new Date(next.getTime() + minutes * 60_000).toISOString().slice(0, 19)}${offset}`
}

function parse(cron: string): CronPattern {
  const fields = cron.trim().split(/\s+/)
  const words = 'five fields (minute, hour, day of month, month, day of week) of numbers, names, * , - and /'
  if (fields.length !== 5 || fields.some((field) => !/^[\d*,/A-Za-z-]+$/.test(field))) {
    throw new Error(`"${cron}" is no cron expression: it must have ${words}`)
  }
  let pattern: CronPattern
  try {
    pattern = new CronPattern(cron.trim(), undefined, { mode: '5-part' })
  } catch (error) {
    const why = error instanceof Error ? error.message.replace(/^CronPattern: /, '') : String(error)
    throw new Error(`"${cron}" is no cron expression (${why}): it must have ${words}`)
  }
  if (pattern.lastDayOfMonth || pattern.lastWeekday || pattern.nearestWeekdays.some(Boolean)) {
    throw new Error(`"${cron}" is no cron expression: L and W are extensions; it must have ${words}`)
  }
  return pattern
}

function chosen(field: readonly number[]): number[] {
  return field.flatMap((value, index) => (value ? [index] : []))
}

/** The step with which the values go round the whole cycle without a gap of another size. */
function evenStep(values: readonly number[], cycle: number): number | undefined {
  const step = cycle / values.length
  return values.every((value, index) => value === (values[0] ?? 0) + index * step) ? step : undefined
}

function refusal(cron: string, what: string, allowed: string): Error {
  return new Error(`"${cron}" names ${what}, which Azure Automation cannot express; allowed is ${allowed}`)
}
