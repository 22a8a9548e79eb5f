import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { slipway } from '../__tests__/caller'
import { newPlatform } from '../__tests__/platform'
import { modelIsSolved, solvedModel } from '../rehearsal/checks/model-is-solved'
import { coldStartSeconds } from '../rehearsal/rehearse'
import type { Report } from '../rehearsal/report'
import { secondsOf } from '../rehearsal/times'
import type { Measurement } from './measure'
import { withEngine } from './with-engine'

const root = dirname(__dirname)
/** How long the rehearsals take. Left out, with the reason, where Terraform's providers cannot be had. */
export async function* rehearsal(): AsyncGenerator<Measurement> {
  const quick = await report('--quick')
  if (!quick) return
  yield minutesOf('rehearsal, --quick', quick.seconds, 3, 'from its start to its end')
  const whole = await report('--scenarios')
  if (!whole) return
  const scenarios = whole.steps.find(({ name }) => name === 'scenarios')
  if (!whole.passed || !scenarios) throw new Error(`the rehearsal failed: ${whole.failure ?? 'see its output'}`)
  const { simulator, transcript } = whole
  yield minutesOf(
    'rehearsal, the gate',
    whole.seconds - secondsOf(scenarios),
    10,
    `the simulator answered in ${simulator.busySeconds.toFixed(0)} of the ${simulator.terraformSeconds.toFixed(0)} s in which Terraform ran`,
  )
  yield minutesOf('rehearsal, all scenarios', secondsOf(scenarios), 25, `${transcript.requests} requests in all`)
  const deployed = whole.outcomes.find(({ name }) => name === modelIsSolved.name)?.seconds ?? Number.NaN
  const local = await withEngine(localSeconds)
  yield {
    what: 'a run on the deployed platform',
    value: deployed / local,
    limit: 1.1,
    unit: '× npm start',
    detail: `from the command line's start to the solution: ${deployed.toFixed(2)} s and ${local.toFixed(2)} s`,
  }
}

function minutesOf(what: string, seconds: number, limit: number, detail: string): Measurement {
  return { what, value: seconds / 60, limit, unit: 'min', detail }
}

/** What `npm run rehearse` reported; undefined where it was skipped. */
async function report(mode: '--quick' | '--scenarios'): Promise<Report | undefined> {
  const data = mkdtempSync(join(tmpdir(), 'slipway-bench-rehearsal-'))
  try {
    const main = join(root, 'rehearsal', 'main.ts')
    const child = spawn(process.execPath, ['--import', 'tsx', main, mode, '--data', data], {
      cwd: root,
      stdio: 'inherit',
    })
    await once(child, 'exit')
    const file = join(data, 'report.json')
    return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined
  } finally {
    rmSync(data, { recursive: true })
  }
}

/**
 * What the rehearsal's check does, on the platform of `npm start` with the same cluster start and executor; the first run
 * of its platform as there, since later ones find the image pulled.
 */
async function localSeconds(): Promise<number> {
  const platform = await newPlatform(coldStartSeconds, ['--executor', 'docker'])
  try {
    await platform.start()
    const out = join(platform.data, 'solution')
    const model = join(root, solvedModel)
    const began = performance.now()
    const { code, stderr } = await slipway(platform, 'submit', model, '--wait', '--json', '--out', out)
    if (code !== 0) throw new Error(`the run ended with ${code}: ${stderr}`)
    return (performance.now() - began) / 1000
  } finally {
    await platform.remove()
  }
}
