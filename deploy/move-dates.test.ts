import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { TestProject } from './testing/project'

const environments = join(dirname(__dirname), 'environments')
let project: TestProject

/** The project's own environments, with other dates. */
beforeEach(() => {
  project = new TestProject([])
  for (const file of readdirSync(environments).filter((name) =>
    /^(dev|prod|hardened|rehearsal|environments?)\.ts$/.test(name),
  )) {
    project.write(`environments/${file}`, readFileSync(join(environments, file), 'utf8'))
  }
})
afterEach(() => project.remove())

const day = 86_400_000
const ahead = (days: number) => new Date(Date.now() + days * day).toISOString().slice(0, 10)
const dateIn = (file: string, key: string) =>
  new RegExp(`${key}: '(.*)'`).exec(project.read(`environments/${file}.ts`))?.[1] ?? ''

function setDate(file: string, key: string, date: string): void {
  const path = `environments/${file}.ts`
  project.write(path, project.read(path).replace(new RegExp(`${key}: '.*'`), `${key}: '${date}'`))
}

test('a date that comes near is moved, and everything else stays as it was', () => {
  setDate('prod', 'webhookExpiry', ahead(20))
  setDate('prod', 'registryTokenExpiry', ahead(200))
  const before = project.read('environments/prod.ts').split('\n')
  const { code, out, err } = project.run('move-dates', ['prod'])
  expect(err).toBe('')
  expect(code).toBe(0)
  const after = project.read('environments/prod.ts').split('\n')
  expect(after).toHaveLength(before.length)
  const changed = after.filter((line, index) => line !== before[index])
  expect(changed.map((line) => line.trim().split(':')[0])).toContain('webhookExpiry')
  expect(changed.every((line) => /^ {4}\w+: '\d{4}-\d\d-\d\d',$/.test(line))).toBe(true)
  expect(dateIn('prod', 'registryTokenExpiry')).toBe(ahead(200))
  expect(dateIn('prod', 'webhookExpiry') > ahead(364)).toBe(true)
  expect(out).toContain('environments/prod.ts\n')
  expect(out).toContain(
    `-     webhookExpiry: '${ahead(20)}',\n+     webhookExpiry: '${dateIn('prod', 'webhookExpiry')}',`,
  )
})

test('with the end of the pull token the generation of secrets is raised, in the file where it is written', () => {
  setDate('prod', 'registryTokenExpiry', ahead(20))
  const generation = () => Number(/secretGeneration: (\d+)/.exec(project.read('environments/prod.ts'))?.[1])
  const before = generation()
  const { out } = project.run('move-dates', ['dev'])
  expect(generation()).toBe(before + 1)
  expect(out).toContain(`-   secretGeneration: ${before},\n+   secretGeneration: ${before + 1},`)
})

test('starts that have passed move to the first of this month and to the day after tomorrow', () => {
  setDate('prod', 'budgetStart', '2020-01-01')
  setDate('prod', 'scheduleStart', '2020-01-01')
  project.run('move-dates', ['prod'])
  expect(dateIn('prod', 'budgetStart')).toBe(`${ahead(0).slice(0, 8)}01`)
  expect(dateIn('prod', 'scheduleStart')).toBe(ahead(2))
})

test('a budget that would begin in many months begins this month; schedules may begin late', () => {
  setDate('prod', 'budgetStart', `${Number(ahead(0).slice(0, 4)) + 1}-12-01`)
  setDate('prod', 'scheduleStart', ahead(100))
  project.run('move-dates', ['prod'])
  expect(dateIn('prod', 'budgetStart')).toBe(`${ahead(0).slice(0, 8)}01`)
  expect(dateIn('prod', 'scheduleStart')).toBe(ahead(100))
})

test('the dates of an environment that spreads another one are moved where they are written', () => {
  setDate('prod', 'secretExpiry', ahead(1))
  const dev = project.read('environments/dev.ts')
  const { out } = project.run('move-dates', ['dev'])
  expect(out).toContain('environments/prod.ts')
  expect(dateIn('prod', 'secretExpiry') > ahead(300)).toBe(true)
  expect(project.read('environments/dev.ts')).toBe(dev)
})

test('a second time there is nothing to move', () => {
  project.run('move-dates', ['prod'])
  const { code, out } = project.run('move-dates', ['prod'])
  expect(out).toBe('All dates are as they should be; nothing was changed.\n')
  expect(code).toBe(0)
})

test('a date that is computed is not touched, and said to be so', () => {
  setDate('prod', 'secretExpiry', ahead(1))
  const path = 'environments/prod.ts'
  const computed = project.read(path).replace(/secretExpiry: '(.*)'/, "secretExpiry: '$1'.trim()")
  project.write(path, computed)
  const { code, err } = project.run('move-dates', ['prod'])
  expect(err).toContain("dates.secretExpiry must be written as a text, such as '2030-01-01', to be moved")
  expect(project.read(path)).toBe(computed)
  expect(code).toBe(1)
})
