import type { FastifyInstance } from 'fastify'
import {
  ArmError,
  accountOf,
  bodyOf,
  finished,
  invalid,
  type Json,
  objectIn,
  pathOf,
  type Resource,
  type Resources,
  textIn,
} from '../arm/resources'
import type { Clock } from '../clock'
import { type Jobs, parametersIn } from './jobs'
import { nextOccurrence } from './recurrence'

const frequencies = ['OneTime', 'Minute', 'Hour', 'Day', 'Week', 'Month']
/** Azure refuses schedules that would start sooner. */
const leadMs = 5 * 60_000
const longestPauseMs = 60_000

export interface Schedules {
  start(): void
  close(): void
}

/** Schedules, their links to runbooks, and the clock work that starts jobs. */
export function registerSchedules(
  app: FastifyInstance,
  base: string,
  parts: { resources: Resources; jobs: Jobs; clock: Clock; armUrl: () => string },
): Schedules {
  const { resources, clock } = parts
  let timer: NodeJS.Timeout | undefined
  let running = false

  app.put(`${base}/schedules/:name`, async (request, reply) => {
    const path = pathOf(request)
    const before = resources.find(path)
    const given = { isEnabled: true, ...objectIn(bodyOf(request).properties, 'properties') }
    checkSchedule(given, before === undefined ? clock.now() + leadMs : undefined)
    const resource: Resource = {
      id: before?.id ?? path,
      name: before?.name ?? path.split('/').at(-1) ?? '',
      type: 'Microsoft.Automation/AutomationAccounts/Schedules',
      properties: { ...given, nextRun: nextRun(given) },
    }
    resources.put(path, resource)
    tick()
    return finished(reply, parts.armUrl()).send(resource)
  })

  app.put(`${base}/jobSchedules/:id`, async (request, reply) => {
    const path = pathOf(request)
    const given = objectIn(bodyOf(request).properties, 'properties')
    const nameIn = (kind: 'schedule' | 'runbook') =>
      textIn(objectIn(given[kind], `properties.${kind}`).name, `properties.${kind}.name`)
    for (const kind of ['schedule', 'runbook'] as const) resources.get(`${accountOf(path)}/${kind}s/${nameIn(kind)}`)
    if (resources.find(path)) throw new ArmError(409, 'Conflict', 'A job schedule cannot be changed.')
    const jobScheduleId = path.split('/').at(-1) ?? ''
    const properties = { ...given, parameters: parametersIn(given.parameters), jobScheduleId }
    const type = 'Microsoft.Automation/AutomationAccounts/JobSchedules'
    return finished(reply, parts.armUrl())
      .code(201)
      .send(resources.put(path, { id: path, name: jobScheduleId, type, properties }))
  })

  function nextRun(properties: Json): string | null {
    const next = nextOccurrence(properties, clock.now())
    return next === undefined ? null : new Date(next).toISOString()
  }

  /** Starts what is due, once even where several occurrences were missed, and sleeps until the next one. */
  function tick(): void {
    if (!running) return
    clearTimeout(timer)
    const due: number[] = []
    for (const schedule of resources.all(/\/schedules\/[^/]+$/i)) {
      const at = Date.parse(String(schedule.properties.nextRun))
      if (Number.isNaN(at) || schedule.properties.isEnabled !== true) continue
      if (at > clock.now()) {
        due.push(at)
        continue
      }
      const properties = { ...schedule.properties, nextRun: nextRun(schedule.properties) }
      // Before the jobs: a job that was started twice finds its run, one that was not is missed.
      startJobs(schedule)
      resources.put(schedule.id, { ...schedule, properties })
      due.push(Date.parse(String(properties.nextRun)))
    }
    const pauses = due.filter((at) => !Number.isNaN(at)).map((at) => at - clock.now())
    timer = setTimeout(tick, Math.max(10, Math.min(longestPauseMs, ...pauses)))
  }

  function startJobs(schedule: Resource): void {
    const account = accountOf(schedule.id)
    for (const { properties } of resources.list(`${account}/jobSchedules`)) {
      const link = properties as {
        schedule: { name: string }
        runbook: { name: string }
        parameters: Record<string, string>
      }
      if (link.schedule.name.toLowerCase() !== schedule.name.toLowerCase()) continue
      try {
        parts.jobs.start(account, link.runbook.name, link.parameters)
      } catch (error) {
        console.error(`schedule ${schedule.name}: ${error instanceof Error ? error.message : error}`)
      }
    }
  }

  app.put('/__emulator/clock', async (request) => {
    const time = Date.parse(String(bodyOf(request).now))
    if (Number.isNaN(time)) throw invalid('now must be a time (RFC 3339)')
    clock.set(time)
    tick()
    return { now: new Date(clock.now()).toISOString() }
  })

  return {
    start() {
      running = true
      tick()
    },
    close() {
      running = false
      clearTimeout(timer)
    },
  }
}

function checkSchedule(properties: Json, notBefore: number | undefined): void {
  const { startTime, frequency, interval, timeZone } = properties
  const start = Date.parse(textIn(startTime, 'properties.startTime'))
  if (Number.isNaN(start)) throw invalid('properties.startTime must be a time (RFC 3339)')
  if (notBefore !== undefined && start < notBefore) {
    throw invalid('The start time of the schedule must be at least 5 minutes after the time you create the schedule.')
  }
  if (!frequencies.includes(String(frequency))) throw invalid(`frequency must be one of ${frequencies.join(', ')}`)
  if (frequency !== 'OneTime' && !(Number.isInteger(interval) && Number(interval) >= 1 && Number(interval) <= 100)) {
    throw invalid('interval must be a whole number from 1 to 100')
  }
  try {
    nextOccurrence({ ...properties, timeZone: timeZone ?? 'UTC' }, start)
  } catch {
    throw invalid(`The time zone '${timeZone}' is not known.`)
  }
}
