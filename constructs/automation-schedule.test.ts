import { join } from 'node:path'
import type { ScheduledSubmission } from '../apps/runbook/contract'
import { ScheduledRun, type ScheduledRunProps } from './automation-schedule'
import { ref, synthesise } from './testing/synthesise'

const inputFile = join(__dirname, '..', 'samples', 'facility-location', 'small.mps')

function scheduled(timing: Partial<ScheduledRunProps['timing']> = {}) {
  const stack = synthesise((scope) => {
    new ScheduledRun(scope, 'nightly', {
      resourceGroupName: 'rg',
      automationAccountName: 'aa',
      name: 'nightly-small',
      timing: {
        cron: '30 2 * * *',
        frequency: 'Day',
        interval: 1,
        startTime: '2027-01-01T02:30:00+01:00',
        timeZone: 'Europe/Berlin',
        ...timing,
      },
      algorithm: 'highs',
      profile: 'small-spot',
      inputFile,
      options: { time_limit: 600 },
    })
  })
  const locals = (stack.json as { locals?: Record<string, string> }).locals ?? {}
  const [[name, text] = ['', '']] = Object.entries(locals)
  return { stack, name, text }
}

test('the schedule starts the runbook that submits, and tells it its own name alone', () => {
  const { stack } = scheduled()
  expect(stack.only('azurerm_automation_job_schedule')).toMatchObject({
    runbook_name: 'submit_run',
    schedule_name: ref('azurerm_automation_schedule.nightly.name'),
    parameters: { schedule: 'nightly-small' },
  })
  expect(stack.only('azurerm_automation_schedule')).toMatchObject({
    frequency: 'Day',
    interval: 1,
    start_time: '2027-01-01T02:30:00+01:00',
    timezone: 'Europe/Berlin',
    lifecycle: { ignore_changes: ['start_time'] },
  })
})

test('what it submits is one encrypted variable, with the file as it is when Terraform runs', () => {
  const { stack, name, text } = scheduled()
  expect(stack.only('azurerm_automation_variable_string')).toMatchObject({
    name: 'SCHEDULE_NIGHTLY_SMALL',
    encrypted: true,
    value: ref(`base64gzip(local.${name})`),
  })
  const content = /\$\{filebase64\("assets\/.+\/small\.mps"\)\}/
  expect(text).toMatch(content)
  const submission: ScheduledSubmission = JSON.parse(text.replace(content, 'Q09OVEVOVA=='))
  expect(submission).toEqual({
    firstStart: '2027-01-01T02:30:00+01:00',
    every: 'day',
    request: {
      name: 'nightly-small',
      algorithm: 'highs',
      profile: 'small-spot',
      input: { name: 'small.mps', encoding: 'base64', content: 'Q09OVEVOVA==' },
      options: { time_limit: 600 },
    },
  })
})

test.each([
  ['Hour', 'hour'],
  ['Week', 'day'],
  ['Month', 'day'],
] as const)('the windows of frequency %s are counted by the %s', (frequency, every) => {
  expect(scheduled({ frequency }).text).toContain(`"every":"${every}"`)
})

test('named days are passed on', () => {
  const { stack } = scheduled({ frequency: 'Week', weekDays: ['Monday', 'Friday'] })
  expect(stack.only('azurerm_automation_schedule')).toMatchObject({ week_days: ['Monday', 'Friday'] })
})

describe('the name of the schedule in Azure', () => {
  const nameOf = (timing: Partial<ScheduledRunProps['timing']> = {}) =>
    scheduled(timing).stack.only('azurerm_automation_schedule').name

  test('stays with another start, which is ignored', () => {
    expect(nameOf()).toMatch(/^nightly-small-[0-9a-f]{6}$/)
    expect(nameOf({ startTime: '2028-07-01T02:30:00+02:00' })).toBe(nameOf())
  })

  test.each([
    ['time of day', { cron: '0 3 * * *' }],
    ['time zone', { timeZone: 'Asia/Tokyo' }],
  ])('is another one for another %s, since Azure cannot change a schedule that has begun', (_label, timing) => {
    expect(nameOf(timing)).not.toBe(nameOf())
  })
})
