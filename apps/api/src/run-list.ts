import { Problem } from './problem'
import type { RunRecord } from './run-record'
import type { ListPosition } from './run-store'
import type { Service } from './service'

/** Most records that one page of a filtered list may read. */
const maxScanned = 1_000
const concurrentReads = 20

/**
 * A place in the list as `nextLink` carries it. It holds no secret: the list is always the caller's own.
 *
 * @throws Problem InvalidRequest
 */
export function listPosition(after: string | undefined): ListPosition | undefined {
  if (after === undefined) return undefined
  const match = /^(\d{8})\.(\d{15}_[0-9a-f-]{36})$/.exec(Buffer.from(after, 'base64url').toString('latin1'))
  const [, day, row] = match ?? []
  if (day === undefined || row === undefined) {
    throw new Problem('InvalidRequest', 'after is not a position that a nextLink gave')
  }
  return { day, row }
}

/** One page of the runs of `owner`, or of everybody's where it is undefined, newest first. */
export async function listPage(
  service: Service,
  owner: string | undefined,
  wanted: readonly string[],
  size: number,
  from: ListPosition | undefined,
): Promise<{ readonly runs: RunRecord[]; readonly next?: string }> {
  const runs: RunRecord[] = []
  let scanned = 0
  let last = ''
  for await (const { at, run } of records(service, owner, from)) {
    // One more than the page shows that there is a next one.
    if (runs.length === size || scanned === maxScanned) return { runs, next: last }
    scanned++
    last = Buffer.from(`${at.day}.${at.row}`, 'latin1').toString('base64url')
    if (wanted.length === 0 || wanted.includes(run.status)) runs.push(run)
  }
  return { runs }
}

/** The listed runs with their records, several of which are read at once. */
async function* records(service: Service, owner: string | undefined, from: ListPosition | undefined) {
  let batch: { readonly runId: string; readonly position: ListPosition }[] = []
  const read = async () => {
    const stored = await Promise.all(batch.map(({ runId }) => service.store.get(runId)))
    return batch.flatMap(({ position: at }, index) => {
      const run = stored[index]?.run
      return run ? [{ at, run }] : []
    })
  }
  for await (const row of service.store.list(owner, from)) {
    batch.push(row)
    if (batch.length < concurrentReads) continue
    yield* await read()
    batch = []
  }
  yield* await read()
}
