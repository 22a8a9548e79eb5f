import { once } from 'node:events'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Stack } from '../deploy/stacks'
import { destroyAll, startDeployment } from './deployment'
import type { Rehearsal } from './rehearsal'
import { createTimes } from './times'

/**
 * Plans and makes an app and what watches it, and is at the latter until a file says that it may end; a second plan is
 * empty. Writes down what it is started for.
 */
const terraform = `#!/bin/sh
stack=$(basename "$PWD")
case "$*" in *-destroy*) echo "plan-destroy $stack" ;; *) echo "$1 $stack" ;; esac >> "$HOME/calls"
change() { echo "{\\"type\\":\\"planned_change\\",\\"change\\":{\\"resource\\":{\\"addr\\":\\"$1\\"},\\"action\\":\\"create\\"}}"; }
made() { echo "{\\"type\\":\\"apply_complete\\",\\"hook\\":{\\"resource\\":{\\"addr\\":\\"$1\\"},\\"action\\":\\"create\\",\\"id_key\\":\\"id\\",\\"id_value\\":\\"/$1\\"}}"; }
case "$1" in
  validate) echo '{"diagnostics":[]}' ;;
  plan)
    [ -e "$PWD/applied" ] && exit 0
    change web_app.app; change azurerm_monitor_metric_alert.health
    exit 2 ;;
  show) echo '{"values":{"root_module":{"resources":[]}}}' ;;
  apply)
    [ -e "$PWD/applied" ] && exit 0
    made web_app.app
    if [ -e "$HOME/fails" ]; then echo 'no right to do that' >&2; exit 1; fi
    while [ ! -e "$HOME/goes-on" ]; do sleep 0.02; done
    made azurerm_monitor_metric_alert.health
    touch "$PWD/applied" ;;
esac
`

let control: Server
let folder: string

beforeAll(async () => {
  control = createServer((_request, response) => response.end(JSON.stringify({ refusals: [], next: 0 })))
  await once(control.listen(0, '127.0.0.1'), 'listening')
})
afterAll(() => control.close())
beforeEach(() => {
  jest.spyOn(process.stdout, 'write').mockReturnValue(true)
  folder = mkdtempSync(join(tmpdir(), 'slipway-deployment-'))
  mkdirSync(join(folder, 'bin'))
  writeFileSync(join(folder, 'bin', 'terraform'), terraform, { mode: 0o755 })
})
afterEach(() => {
  jest.restoreAllMocks()
  rmSync(folder, { recursive: true })
})

const say = (file: string) => writeFileSync(join(folder, file), '')
const calls = () => readFileSync(join(folder, 'calls'), 'utf8').trim().split('\n')

function rehearsalOf(...stacks: [name: string, ...upstream: string[]][]): Rehearsal {
  const { port } = control.address() as AddressInfo
  return {
    ...{ environment: { name: 'rehearsal' }, made: new Map(), times: createTimes() },
    platform: { controlUrl: `http://127.0.0.1:${port}` },
    folders: { work: folder, root: folder },
    stacks: stacks.map(([name, ...upstream]): Stack => {
      mkdirSync(join(folder, name))
      return { name, folder: join(folder, name), upstream, warnings: [], synthesised: {} }
    }),
    surroundings: { env: { PATH: `${join(folder, 'bin')}:${process.env.PATH}`, HOME: folder } },
  } as unknown as Rehearsal
}

test('a platform is usable, and known by its ids, while what watches it is still waited for', async () => {
  const rehearsal = rehearsalOf(['api'])
  const deployment = startDeployment(rehearsal)
  await deployment.usable()
  expect(existsSync(join(folder, 'api', 'applied'))).toBe(false)
  expect(rehearsal.made.get('api')).toEqual([{ stack: 'api', address: 'web_app.app', id: '/web_app.app' }])
  say('goes-on')
  await deployment.applied
  deployment.close()
})

test('a second plan is made once of each stack, when it is applied', async () => {
  const deployment = startDeployment(rehearsalOf(['api']))
  await deployment.usable()
  await deployment.planAgain()
  expect(calls().filter((call) => call === 'plan api')).toHaveLength(1)
  say('goes-on')
  await deployment.applied
  await deployment.planAgain()
  await deployment.planAgain()
  expect(calls().filter((call) => call === 'plan api')).toHaveLength(2)
  deployment.close()
})

test('a second plan that would change something is told', async () => {
  const deployment = startDeployment(rehearsalOf(['api']))
  say('goes-on')
  await deployment.applied
  rmSync(join(folder, 'api', 'applied'))
  await expect(deployment.planAgain()).rejects.toThrow('api: the second plan is not empty')
  deployment.close()
})

test('who waits to use a deployment hears that it failed', async () => {
  say('fails')
  const deployment = startDeployment(rehearsalOf(['api'], ['other', 'api']))
  await expect(deployment.usable()).rejects.toThrow(/no right to do that[\s\S]*Not reached: other\./)
  deployment.close()
})

test('a stack is destroyed after those that read it, and planned before that', async () => {
  const rehearsal = rehearsalOf(['foundation'], ['api', 'foundation'])
  say('goes-on')
  const deployment = startDeployment(rehearsal)
  await deployment.applied
  deployment.close()
  rmSync(join(folder, 'calls'))
  await destroyAll(rehearsal)
  const done = calls()
  expect(done.filter((call) => call.startsWith('apply'))).toEqual(['apply api', 'apply foundation'])
  expect(done.filter((call) => call.startsWith('plan-destroy'))).toEqual([
    'plan-destroy api',
    'plan-destroy foundation',
  ])
  expect([...rehearsal.made.keys()]).toEqual([])
})
