import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { summariseTranscript } from './transcript'

const folder = mkdtempSync(join(tmpdir(), 'slipway-transcript-'))
afterAll(() => rmSync(folder, { recursive: true }))

const at = (seconds: number) => new Date(1_000_000 + seconds * 1000).toISOString()

test('the time of the simulator is when at least one request of Terraform was under way', async () => {
  const file = join(folder, 'transcript.jsonl')
  const lines = [
    { time: at(3), caller: 'deployer', host: 'management.azure.com', status: 200, ms: 2000 },
    { time: at(4), caller: 'deployer', host: 'a.vault.azure.net', status: 200, ms: 2000 },
    { time: at(9), caller: 'docker-engine', host: 'b.azurecr.io', status: 201, ms: 1000 },
    { time: at(9), caller: 'web-app', host: 'adb-1.2.azuredatabricks.net', status: 200, ms: 5000 },
    { time: at(60), caller: 'deployer', host: 'management.azure.com', status: 200, ms: 4 },
  ]
  writeFileSync(file, lines.map((line) => `${JSON.stringify(line)}\n`).join(''))
  const summary = await summariseTranscript(file, [{ from: Date.parse(at(0)), to: Date.parse(at(20)) }])
  expect(summary).toMatchObject({ requests: 5, busySeconds: 4, medianMs: 2000 })
  expect(summary.bytes).toBeGreaterThan(100)
  expect(summary.byHost).toEqual({
    'management.azure.com': 2,
    '*.vault.azure.net': 1,
    '*.azurecr.io': 1,
    '*.azuredatabricks.net': 1,
  })
})

test('without a transcript nothing is counted', async () => {
  expect(await summariseTranscript(join(folder, 'none'), [])).toMatchObject({ requests: 0, bytes: 0, busySeconds: 0 })
})
