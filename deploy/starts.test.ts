import { type Answer, loggedIn, TestProject } from './testing/project'

const project = new TestProject()
afterAll(() => project.remove())

const day = 86_400_000
const ahead = (days: number) => new Date(Date.now() + days * day).toISOString()
const thisMonth = `${ahead(0).slice(0, 7)}-01`

/** A foundation with a budget, and an api that reads it and has schedules, by the starts of both. */
function stacks(budget: string, ...schedules: string[]): void {
  const named = schedules.map((start_time, index) => [`schedule-${index}`, { start_time }])
  project.stacks({
    foundation: {
      json: {
        resource: {
          azurerm_consumption_budget_subscription: { budget: { time_period: { start_date: `${budget}T00:00:00Z` } } },
        },
        output: { id: { value: 1 } },
      },
    },
    api: {
      upstream: ['foundation'],
      json: {
        data: { terraform_remote_state: { foundation: { read: '.outputs.id' } } },
        resource: { azurerm_automation_schedule: Object.fromEntries(named) },
      },
    },
  })
}

const line = (address: string, action: string) =>
  `${JSON.stringify({ type: 'planned_change', change: { resource: { addr: address }, action } })}\n`
const budget = 'azurerm_consumption_budget_subscription.budget'
const schedule = (index: number) => `azurerm_automation_schedule.schedule-${index}`

/** Terraform's answers, with these addresses in both states and these lines as both plans. */
function run(command: string, { state = '', plan = '' }: { state?: string; plan?: string }, ...args: string[]) {
  const answers: Answer[] = [
    loggedIn,
    { call: '^terraform version', out: { terraform_version: '1.11.4' } },
    { call: '^terraform init' },
    { call: '^terraform state list', out: state },
    { call: '^terraform output', out: state === '' ? {} : { id: { value: 1 } } },
    { call: '^terraform plan', out: plan, code: plan === '' ? 0 : 2 },
    { call: '^terraform (show|apply)' },
  ]
  return project.run(command, ['prod', ...args], answers)
}

test('deploy refuses what would start in the past, before anything is applied', () => {
  stacks('2025-01-01', '2025-01-01T02:30:00+01:00')
  const { code, err, calls } = run('deploy', {}, '--yes')
  expect(err).toContain(
    `foundation, ${budget}: dates.budgetStart is "2025-01-01", but a new budget must not begin before this month, ${thisMonth}: npm run dates -- prod moves it`,
  )
  expect(calls.some((call) => /terraform (plan|apply)/.test(call))).toBe(false)
  expect(code).toBe(1)
})

test('deploy refuses a schedule within the next minutes, though everything before it could be applied', () => {
  stacks(thisMonth, ahead(1), new Date(Date.now() + 60_000).toISOString())
  const { err, calls } = run('deploy', {}, '--yes')
  expect(err).toMatch(
    /api, azurerm_automation_schedule.schedule-1: dates.scheduleStart leads to a first start at .*, but a new schedule must start at least 5 minutes ahead: npm run dates -- prod/,
  )
  expect(err).not.toContain('schedule-0')
  expect(calls.some((call) => call.includes('terraform apply'))).toBe(false)
})

test('what is deployed has started long ago, and nobody is asked about it', () => {
  stacks('2025-01-01', '2025-01-01T02:30:00+01:00')
  const { code, err, out } = run('deploy', { state: `${budget}\n${schedule(0)}` }, '--yes')
  expect(err).toBe('')
  expect(out).toContain('prod is deployed')
  expect(code).toBe(0)
})

test('deploy refuses a start that has passed where the plan makes something anew', () => {
  stacks(thisMonth, '2025-01-01T02:30:00+01:00')
  const state = `${budget}\n${schedule(0)}`
  const { err, calls } = run('deploy', { state, plan: line(schedule(0), 'replace') }, '--yes', '--stack', 'api')
  expect(err).toContain(`api, ${schedule(0)}: dates.scheduleStart leads to a first start at 2025-01-01T02:30:00+01:00`)
  expect(calls.some((call) => call.includes('terraform apply'))).toBe(false)
})

test('plan goes through all stacks and then fails, also for those that are planned after another', () => {
  stacks('2100-01-01', '2025-01-01T02:30:00+01:00')
  const { code, out } = run('plan', { plan: line(budget, 'create') }, '--summary', `${project.folder}/plan.json`)
  expect(out).toMatch(/dates.budgetStart is "2100-01-01", but a new budget must begin within 12 months, by \d{4}-/)
  expect(out).toContain('dates.scheduleStart leads to')
  expect(out.trim().split('\n').slice(-2)).toEqual([
    'foundation      failed',
    'api             planned after foundation, which would fail',
  ])
  expect(JSON.parse(project.read('plan.json'))).toEqual({
    environment: 'prod',
    stacks: [
      { stack: 'foundation', plannedAfter: null, failed: true, changes: [] },
      { stack: 'api', plannedAfter: 'foundation', failed: true, changes: [] },
    ],
  })
  expect(code).toBe(1)
})

test('the summary of a plan shows each change, replacements among them, and no value', () => {
  stacks(thisMonth, ahead(2))
  const secret = 'hunter2hunter2'
  const plan = [
    line(schedule(0), 'replace'),
    line('azurerm_linux_web_app.web-app', 'update'),
    `${JSON.stringify({ type: 'outputs', outputs: { key: { sensitive: false, value: secret } } })}\n`,
  ].join('')
  const { code, calls } = run(
    'plan',
    { state: `${budget}\n${schedule(0)}`, plan },
    '--stack',
    'api',
    '--summary',
    'plan.json',
  )
  expect(JSON.parse(project.read('plan.json')).stacks).toEqual([
    {
      stack: 'api',
      plannedAfter: null,
      failed: false,
      changes: [
        { address: schedule(0), action: 'replace' },
        { address: 'azurerm_linux_web_app.web-app', action: 'update' },
      ],
    },
  ])
  expect(project.read('plan.json')).not.toContain(secret)
  expect(calls.find((call) => call.startsWith('terraform plan'))).toMatch(/ -lock=false$/)
  expect(code).toBe(0)
})
