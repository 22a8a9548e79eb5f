import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Stack } from '../../deploy/stacks'
import type { CheckContext } from '../checks/check'
import { perform } from '../checks/perform'
import type { Rehearsal } from '../rehearsal'
import { type Mistake, planted } from './plant'

/**
 * Writes down what it is started for. An apply of the mistake takes until it is interrupted where a file says so; what
 * is applied is deployed.
 */
const terraform = `#!/bin/sh
which=right
case "$PWD" in */mistakes/*) which=wrong ;; esac
echo "$1 $which" >> "$HOME/calls"
case "$1" in
  plan) exit 2 ;;
  show) echo '{"values":{"root_module":{"resources":[]}}}' ;;
  apply)
    if [ $which = wrong ] && [ -e "$HOME/slow" ]; then
      trap 'echo "interrupted" >> "$HOME/calls"; exit 1' INT
      while :; do sleep 0.02; done
    fi
    if [ $which = right ] && [ -e "$HOME/locked" ]; then echo 'the state is locked' >&2; exit 1; fi
    echo $which > "$HOME/deployed" ;;
esac
`

let control: Server
let folder: string

beforeAll(async () => {
  control = createServer((_request, response) => response.end(JSON.stringify({ refusals: [], next: 0 })))
  await new Promise<void>((listening) => control.listen(0, '127.0.0.1', listening))
})
afterAll(() => control.close())
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'slipway-plant-'))
  mkdirSync(join(folder, 'bin'))
  writeFileSync(join(folder, 'bin', 'terraform'), terraform, { mode: 0o755 })
  mkdirSync(join(folder, 'api'))
  writeFileSync(join(folder, 'api', 'cdk.tf.json'), JSON.stringify({ resource: { web_app: { app: { setting: 1 } } } }))
})
afterEach(() => rmSync(folder, { recursive: true }))

const calls = () => readFileSync(join(folder, 'calls'), 'utf8').trim().split('\n')
const deployed = () => readFileSync(join(folder, 'deployed'), 'utf8').trim()

/** A mistake that is noticed where it is deployed. */
async function outcomeOf(mistake: Partial<Mistake> = {}) {
  const { port } = control.address() as AddressInfo
  const stack: Stack = { name: 'api', folder: join(folder, 'api'), upstream: [], warnings: [], synthesised: {} }
  const rehearsal = {
    ...{ platform: { controlUrl: `http://127.0.0.1:${port}` }, made: new Map(), stacks: [stack] },
    folders: { work: folder, root: folder },
    surroundings: { env: { PATH: `${join(folder, 'bin')}:${process.env.PATH}`, HOME: folder } },
  } as unknown as Rehearsal
  const check = planted({
    ...{ name: 'planted', limitSeconds: 20, stack: 'api', change: ({ web_app }) => delete web_app?.app?.setting },
    async shows() {
      if (deployed() === 'wrong') throw new Error('api, web_app.app: a setting is missing; remedy: set it')
      return 'it works'
    },
    told: { resource: 'web_app.app', remedy: /remedy: set it/ },
    ...mistake,
  })
  return perform(check, 'mistake', { rehearsal } as CheckContext)
}

test('a mistake that is noticed passes with its message, and what is right is deployed again', async () => {
  expect(await outcomeOf()).toMatchObject({
    result: 'passed',
    says: 'api, web_app.app: a setting is missing; remedy: set it',
  })
  expect(calls()).toEqual(['plan wrong', 'apply wrong', 'plan right', 'apply right', 'show right'])
})

test('a mistake that nobody notices fails, and is repaired', async () => {
  const outcome = await outcomeOf({ shows: async () => 'all is well' })
  expect(outcome).toMatchObject({ result: 'failed', says: 'nobody noticed the mistake: all is well' })
  expect(outcome).not.toHaveProperty('blocks')
  expect(deployed()).toBe('right')
})

test('where its time is over, the mistake is no longer applied when it is repaired', async () => {
  writeFileSync(join(folder, 'slow'), '')
  const outcome = await outcomeOf({ limitSeconds: 2 })
  expect(outcome).toMatchObject({ result: 'failed', says: 'it was not done within 2 s' })
  expect(outcome).not.toHaveProperty('blocks')
  expect(calls()).toEqual(['plan wrong', 'apply wrong', 'interrupted', 'plan right', 'apply right', 'show right'])
})

test('a repair that fails is told, also where the mistake was noticed', async () => {
  writeFileSync(join(folder, 'locked'), '')
  const outcome = await outcomeOf()
  expect(outcome.result).toBe('failed')
  expect(outcome.says).toMatch(/^api, web_app\.app: .*\nit could not be repaired: Error in api: the state is locked/)
  expect(outcome.blocks).toBe('planted could not be repaired: Error in api: the state is locked')
  expect(existsSync(join(folder, 'deployed'))).toBe(true)
})

test('what does not work after the repair is told', async () => {
  const outcome = await outcomeOf({
    shows: () => Promise.reject(new Error('api, web_app.app is down; remedy: set it')),
  })
  expect(outcome).toMatchObject({
    result: 'failed',
    blocks: 'planted could not be repaired: api, web_app.app is down; remedy: set it',
  })
  expect(deployed()).toBe('right')
})
