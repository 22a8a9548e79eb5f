import { writeFileSync } from 'node:fs'
import type { Change } from './terraform'

/** What `npm run plan -- ENV --summary FILE` writes: addresses and actions, never a value. */
export interface PlanSummary {
  readonly environment: string
  /** In the order of deployment. */
  readonly stacks: readonly StackSummary[]
}

export interface StackSummary {
  readonly stack: string
  /** The stack that has to be deployed first; null where this one was planned. */
  readonly plannedAfter: string | null
  readonly failed: boolean
  /** Empty where nothing changes, nothing was planned, or the plan failed. */
  readonly changes: readonly Change[]
}

/** @throws Error where the file cannot be written */
export function writePlanSummary(file: string, summary: PlanSummary): void {
  writeFileSync(file, `${JSON.stringify(summary, null, 2)}\n`)
}
