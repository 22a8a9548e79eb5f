import { type Static, Type } from 'typebox'
import type { Caller } from './auth'
import { seenRun } from './run-access'
import type { RunRecord } from './run-record'
import { submissionSchema } from './submission'
import { type Asked, type Submitter, submit } from './submit'

/** What is to be different from the earlier run. */
export const rerunSchema = Type.Pick(submissionSchema, ['name', 'profile', 'options'], { additionalProperties: false })

/**
 * Accepts a new run of the caller's that is asked for as the earlier one was, from its stored input.
 *
 * @param changes take the place of what the earlier run was asked for, option by option
 * @throws Problem as `seenRun` and `submit`; ResultExpired where the input is deleted
 */
export async function rerun(
  submitter: Submitter,
  caller: Caller,
  id: string,
  changes: Static<typeof rerunSchema>,
  asked: Asked,
): Promise<{ readonly run: RunRecord; readonly replayed: boolean }> {
  const { algorithm, profile, name, options } = await seenRun(submitter.service, id, caller)
  const request = { algorithm, profile, name, ...changes, options: { ...options, ...changes.options }, inputRunId: id }
  return submit(submitter, caller, request, { ...asked, rerunOf: id })
}
