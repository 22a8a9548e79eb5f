import { createHash } from 'node:crypto'
import { mkdtempSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Check } from './check'
import { refuseRun, submitAndWait } from './cli'

/** Path in the checkout. */
export const solvedModel = join('samples', 'facility-location', 'small.mps')
/** Proved by `samples/prove.ts`. */
const optimum = 5979.97

export const modelIsSolved: Check = {
  name: 'a real model is solved, and its solution downloaded',
  limitSeconds: 240,
  async run(context) {
    const out = mkdtempSync(join(context.rehearsal.folders.home, 'solution-'))
    const run = await submitAndWait(context, solvedModel, '--out', out)
    await refuseRun(context, run, 'succeeded')
    const solution = readFileSync(join(out, run.result?.name ?? 'solution.json'))
    const sha256 = createHash('sha256').update(solution).digest('hex')
    if (sha256 !== run.result?.sha256) {
      throw new Error(`the downloaded ${run.result?.name} has SHA-256 ${sha256}, the API says ${run.result?.sha256}`)
    }
    const { status, objective } = JSON.parse(solution.toString())
    if (status !== 'optimal' || Math.abs(objective - optimum) > 0.01) {
      throw new Error(`the solution is ${status} with objective ${objective}; it must be optimal with ${optimum}`)
    }
    return `run ${run.id}, attempt ${run.attempt}: ${status}, objective ${objective}`
  },
}
