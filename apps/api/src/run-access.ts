import { appRoles } from '../contract'
import { type Caller, maySeeAll } from './auth'
import { Problem } from './problem'
import { isRunId } from './run-id'
import type { RunRecord } from './run-record'
import type { Service } from './service'

/**
 * A run that the caller may see.
 *
 * @throws Problem InvalidRunId; RunNotFound, also where it is another caller's
 */
export async function seenRun({ store }: Service, id: string, caller: Caller): Promise<RunRecord> {
  if (!isRunId(id)) throw new Problem('InvalidRunId', 'A run id is a UUID in lower case, as submit returned it')
  const stored = await store.get(id)
  if (stored && (stored.run.oid === caller.oid || maySeeAll(caller))) return stored.run
  throw new Problem('RunNotFound', `There is no run ${id}`)
}

/** A run that the caller may change. @throws Problem as `seenRun`; Forbidden where it may only be seen */
export async function ownRun(service: Service, id: string, caller: Caller): Promise<RunRecord> {
  const run = await seenRun(service, id, caller)
  const own = run.oid === caller.oid && caller.roles.includes(appRoles.submit)
  if (own || caller.roles.includes(appRoles.admin)) return run
  throw new Problem('Forbidden', `This needs the role ${appRoles.submit} for own runs or ${appRoles.admin}`)
}
