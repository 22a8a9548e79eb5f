import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { failures, jobParameters } from '../../optimiser-image/contract'
import {
  claimMinutes,
  claimRefusals,
  notificationPaths,
  runbooks,
  scheduleVariableName,
  variables,
  webhookName,
} from './contract'

/** The value of an expression in which `r` is the runbook's module. */
function constants(file: string, expression: string, prelude = ''): unknown {
  const imports = `import json, sys; sys.path.insert(0, sys.argv[1]); import ${file} as r`
  const script = `${imports}\n${prelude}\nprint(json.dumps(${expression}))`
  const { stdout, stderr } = spawnSync('python3', ['-c', script, join(__dirname, 'src')], { encoding: 'utf8' })
  if (stderr) throw new Error(stderr)
  return JSON.parse(stdout)
}

test('the runbooks know the names of the contract', () => {
  const found = constants(
    runbooks.notify.name,
    '[r.CLAIM_PATH, r.ACKNOWLEDGE_PATH, r.RUN_ID_PARAMETER, list(r.PATIENCE_SECONDS)]',
  )
  const { held, notFinished, unknown } = claimRefusals
  expect(found).toEqual([
    notificationPaths.claim,
    notificationPaths.acknowledge,
    jobParameters.runId,
    [held.code, notFinished.code, unknown.code],
  ])
  const fits = (name: string) => constants(runbooks.notify.name, `bool(r.WEBHOOK_NAME.fullmatch("${name}"))`)
  expect(fits(webhookName('2027-11-01'))).toBe(true)
  expect(fits(`${webhookName('2027-11-01')}-other`)).toBe(false)
  expect(constants(runbooks.submit.name, 'r.variable_name("nightly-west")')).toBe(scheduleVariableName('nightly-west'))
})

test('the runbook waits longer than a claim can be held', () => {
  const seconds = constants(runbooks.notify.name, 'r.PATIENCE_SECONDS["ClaimHeld"]')
  expect(seconds).toBeGreaterThan(claimMinutes * 60)
})

test('every failure has a cause in plain words, and no other has', () => {
  expect(constants(runbooks.notify.name, 'sorted(r.CAUSES)')).toEqual(Object.keys(failures).sort())
})

test('the notifying runbook reads the variables of the contract and no others', () => {
  // It stops where a token is needed, because there is no identity.
  const prelude = `
read = []
webhook = open(sys.argv[1] + "/../tests/golden/webhooks/job.txt").read()
try:
    r.notify(r.World(None, None, {}, lambda name: read.append(name) or "https://example.com", r.datetime.now), webhook)
except RuntimeError as error:
    assert "no identity endpoint" in str(error)
`
  expect(constants(runbooks.notify.name, 'sorted(read)', prelude)).toEqual(Object.keys(variables).sort())
})
