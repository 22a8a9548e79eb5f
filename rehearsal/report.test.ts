import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { markdown, type Report, writeReport } from './report'

const report: Report = {
  environment: 'rehearsal',
  mode: 'gate',
  passed: false,
  failure: 'api failed',
  began: '2026-11-24T10:00:00.000Z',
  seconds: 125,
  resources: { foundation: 35 },
  steps: [
    { name: 'synth', from: 0, to: 3_000, failed: false },
    { name: 'plan', stack: 'foundation', from: 0, to: 1_500, failed: false },
    { name: 'apply', stack: 'foundation', from: 1_500, to: 61_500, failed: true },
    // A scenario's: the table shows the first one.
    { name: 'apply', stack: 'foundation', from: 90_000, to: 91_000, failed: false },
  ],
  outcomes: [
    { name: 'a model is solved', kind: 'check', seconds: 4.2, result: 'failed', says: 'it was not\nrole | missing' },
    { name: 'name taken', kind: 'mistake', seconds: 5, result: 'passed', says: 'foundation, azurerm_x.y: taken' },
    {
      name: 'managed network',
      kind: 'mistake',
      seconds: 0,
      result: 'not reached',
      says: 'not reached: it was stopped',
    },
    { name: 'scheduled run', kind: 'scenario', seconds: 0, result: 'not reached', says: 'not reached: it was stopped' },
  ],
  leftOut: ['foundation: 1 × slow'],
  transcript: {
    requests: 10,
    bytes: 2048,
    byHost: { 'management.azure.com': 8, '*.vault.azure.net': 2 },
    medianMs: 1.25,
    percentile95Ms: 9,
    busySeconds: 4,
  },
  simulator: { peakMiB: 151.4, terraformSeconds: 100, busySeconds: 4 },
}

test('the report tells times, checks, messages of mistakes, requests and where the time goes', () => {
  const text = markdown(report)
  for (const part of [
    '# Rehearsal of rehearsal: FAILED',
    '2026-11-24T10:00:00.000Z, gate, 2 min 5 s.',
    'api failed',
    '| foundation | 35 |  |  | 1.5 | 60.0 |  |  |',
    '| synth | 3.0 |',
    '| ✗ | a model is solved | 4.2 | it was not<br>role \\| missing |',
    '### ✓ name taken (5 s)\n\n```\nfoundation, azurerm_x.y: taken\n```',
    '### – managed network (0 s)\n\n```\nnot reached: it was stopped\n```',
    '| – | scheduled run | 0.0 | not reached: it was stopped |',
    '- foundation: 1 × slow',
    '10 requests, transcript of 2 KiB.',
    'median 1.3 ms, 95 % within 9.0 ms',
    '| management.azure.com | 8 |\n| *.vault.azure.net | 2 |',
    'Terraform ran for 100 s. In 4.0 s of these the simulator was answering it; in 96 s',
    'at most 151 MiB',
  ]) {
    expect(text).toContain(part)
  }
})

test('the same stands in a JSON file', () => {
  const folder = mkdtempSync(join(tmpdir(), 'slipway-report-'))
  try {
    expect(readFileSync(writeReport(folder, report), 'utf8')).toBe(markdown(report))
    expect(JSON.parse(readFileSync(join(folder, 'report.json'), 'utf8'))).toEqual(report)
  } finally {
    rmSync(folder, { recursive: true })
  }
})
