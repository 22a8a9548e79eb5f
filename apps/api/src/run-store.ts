import { randomBytes } from 'node:crypto'
import { odata, RestError, type TableClient, type TableEntityResult } from '@azure/data-tables'
import { hasEnded, type RunRecord, type StoredRun } from './run-record'

/** Place of a run in a list, opaque to callers. */
export interface ListPosition {
  readonly day: string
  readonly row: string
}

interface ActiveRow {
  readonly key: string
  readonly runId: string
  readonly oid: string
  /** Milliseconds since 1970. */
  readonly takenAt: number
}

/**
 * The table: one record per run (PartitionKey = run id, RowKey `run`), and index rows that say which runs a caller
 * has, which exist at all, which are active and which expire when. Every method throws the SDK's `RestError` where
 * the storage fails.
 */
export interface RunStore {
  get(id: string): Promise<StoredRun | undefined>
  /** @returns false where a record with this id exists already. */
  insert(run: RunRecord): Promise<boolean>
  /** Replaces the record if it is still the version that was read. @returns undefined where somebody was faster. */
  update(stored: StoredRun, run: RunRecord): Promise<StoredRun | undefined>
  /** Takes a place among the active runs. @returns its row key. */
  takePlace(runId: string, oid: string): Promise<string>
  leavePlace(key: string): Promise<void>
  /** How many active places the caller holds that are older than `before`; counts no further than `limit`. */
  countPlaces(oid: string, before: string, limit: number): Promise<number>
  /** Oldest first. */
  activeRows(): AsyncIterable<ActiveRow>
  /** Writes the rows that list the run; repeatable. */
  index(run: RunRecord): Promise<void>
  /** Notes when the run's data is to be deleted; repeatable. */
  noteExpiry(run: RunRecord): Promise<void>
  /** Ids of runs whose data is to be deleted at `now`, oldest first. */
  expired(now: number): AsyncIterable<{ readonly key: string; readonly runId: string }>
  forgetExpiry(key: string): Promise<void>
  /** Notes which attempt a run of Databricks is; repeatable. */
  noteCompute(databricksRunId: number, run: Pick<RunRecord, 'id' | 'attempt'>): Promise<void>
  /** By the id's digits. */
  attemptOf(databricksRunId: string): Promise<{ readonly runId: string; readonly attempt: number } | undefined>
  /** Notes a failed run whose notification is to be acknowledged; repeatable. */
  noteUntold(run: RunRecord): Promise<void>
  /** Ids of such runs that ended before `time`, oldest first. */
  untold(time: number): AsyncIterable<{ readonly key: string; readonly runId: string }>
  forgetUntold(key: string): Promise<void>
  /** Newest first, of one caller or of everybody (`undefined`), after `position`. */
  list(
    oid: string | undefined,
    position?: ListPosition,
  ): AsyncIterable<{ readonly runId: string; readonly position: ListPosition }>
}

const day = (time: number) => {
  const date = new Date(time)
  const number = date.getUTCFullYear() * 10_000 + (date.getUTCMonth() + 1) * 100 + date.getUTCDate()
  return String(99_999_999 - number).padStart(8, '0')
}
const inverted = (time: number) => String(999_999_999_999_999 - time).padStart(15, '0')
const ascending = (time: number) => String(time).padStart(15, '0')

export function openRunStore(table: TableClient): RunStore {
  const get = async (id: string): Promise<StoredRun | undefined> => {
    try {
      const entity = await table.getEntity(id, 'run')
      return { run: fromEntity(entity), etag: entity.etag }
    } catch (error) {
      if (isMissing(error)) return undefined
      throw error
    }
  }
  const remove = async (partition: string, row: string) => {
    try {
      await table.deleteEntity(partition, row)
    } catch (error) {
      if (!isMissing(error)) throw error
    }
  }
  async function* rows(filter: string) {
    // Pages come one by one, so that a long partition is never in memory as a whole.
    for await (const page of table.listEntities({ queryOptions: { filter } }).byPage({ maxPageSize: 500 })) {
      for (const entity of page) {
        yield {
          partition: entity.partitionKey ?? '',
          row: entity.rowKey ?? '',
          runId: String(entity.runId ?? ''),
          oid: String(entity.oid ?? ''),
        }
      }
    }
  }
  /** The rows of a partition whose key begins with an earlier time, oldest first. */
  async function* due(partition: string, time: number) {
    for await (const { row, runId } of rows(odata`PartitionKey eq ${partition} and RowKey lt ${ascending(time)}`)) {
      yield { key: row, runId }
    }
  }

  return {
    get,
    async insert(run) {
      try {
        await table.createEntity(toEntity(run))
        return true
      } catch (error) {
        if (error instanceof RestError && error.statusCode === 409) return false
        throw error
      }
    },
    async update(stored, run) {
      try {
        const { etag } = await table.updateEntity(toEntity(run), 'Replace', { etag: stored.etag })
        return etag === undefined ? await get(run.id) : { run, etag }
      } catch (error) {
        if (error instanceof RestError && (error.statusCode === 412 || error.statusCode === 404)) return undefined
        throw error
      }
    },
    async takePlace(runId, oid) {
      const key = `${ascending(Date.now())}_${runId}_${randomBytes(4).toString('hex')}`
      await table.createEntity({ partitionKey: 'active', rowKey: key, runId, oid })
      return key
    },
    leavePlace: (key) => remove('active', key),
    async countPlaces(oid, before, limit) {
      let count = 0
      const filter = odata`PartitionKey eq 'active' and RowKey lt ${before} and oid eq ${oid}`
      for await (const _row of rows(filter)) if (++count >= limit) break
      return count
    },
    async *activeRows() {
      for await (const { row, runId, oid } of rows(odata`PartitionKey eq 'active'`)) {
        yield { key: row, runId, oid, takenAt: Number(row.slice(0, 15)) }
      }
    },
    async index(run) {
      const rowKey = `${inverted(run.createdAt)}_${run.id}`
      const partitions = [`caller|${run.oid}|${day(run.createdAt)}`, `all|${day(run.createdAt)}`]
      await Promise.all(
        partitions.map((partitionKey) => table.upsertEntity({ partitionKey, rowKey, runId: run.id }, 'Replace')),
      )
    },
    async noteExpiry(run) {
      if (run.expiresAt === undefined || run.dataDeleted) return
      const rowKey = `${ascending(run.expiresAt)}_${run.id}`
      await table.upsertEntity({ partitionKey: 'expiry', rowKey, runId: run.id }, 'Replace')
    },
    expired: (now) => due('expiry', now),
    forgetExpiry: (key) => remove('expiry', key),
    async noteCompute(databricksRunId, { id, attempt }) {
      const row = { partitionKey: 'databricks', rowKey: String(databricksRunId), runId: id, attempt }
      await table.upsertEntity(row, 'Replace')
    },
    async attemptOf(databricksRunId) {
      try {
        const { runId, attempt } = await table.getEntity('databricks', databricksRunId)
        return { runId: String(runId), attempt: Number(attempt) }
      } catch (error) {
        if (isMissing(error)) return undefined
        throw error
      }
    },
    async noteUntold(run) {
      const rowKey = `${ascending(run.finishedAt ?? 0)}_${run.id}`
      await table.upsertEntity({ partitionKey: 'untold', rowKey, runId: run.id }, 'Replace')
    },
    untold: (time) => due('untold', time),
    forgetUntold: (key) => remove('untold', key),
    async *list(oid, position) {
      const prefix = oid === undefined ? 'all|' : `caller|${oid}|`
      // Two range queries: the service answers a filter with "or" by reading the whole table.
      const ranges = position
        ? [
            odata`PartitionKey eq ${prefix + position.day} and RowKey gt ${position.row}`,
            odata`PartitionKey gt ${prefix + position.day} and PartitionKey lt ${`${prefix}a`}`,
          ]
        : [odata`PartitionKey ge ${prefix} and PartitionKey lt ${`${prefix}a`}`]
      for (const range of ranges) {
        for await (const { partition, row, runId } of rows(range)) {
          yield { runId, position: { day: partition.slice(-8), row } }
        }
      }
    },
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof RestError && error.statusCode === 404
}

function toEntity(run: RunRecord) {
  const { options, completeOptions, error, result, notification, summary, ...plain } = run
  return {
    partitionKey: run.id,
    rowKey: 'run',
    ...Object.fromEntries(
      Object.entries(plain).map(([name, value]) => [
        name,
        // Numbers beyond 32 bits are Edm.Double, which is exact up to 2^53.
        typeof value === 'number' ? { type: 'Double' as const, value: String(value) } : value,
      ]),
    ),
    options: JSON.stringify(options),
    completeOptions: JSON.stringify(completeOptions),
    ...(error ? { error: JSON.stringify(error) } : {}),
    ...(result ? { result: JSON.stringify(result) } : {}),
    ...(notification ? { notification: JSON.stringify(notification) } : {}),
    // Binary, because a string property holds only 32 Ki characters.
    ...(summary === undefined ? {} : { summary: Buffer.from(summary) }),
    ended: hasEnded(run),
  }
}

function fromEntity(entity: TableEntityResult<Record<string, unknown>>): RunRecord {
  const text = (name: string) => String(entity[name] ?? '')
  const number = (name: string) => Number(entity[name] ?? 0)
  const json = (name: string) => JSON.parse(text(name))
  const optional = <K extends string, T>(name: K, read: (name: K) => T) =>
    entity[name] === undefined || entity[name] === null ? {} : ({ [name]: read(name) } as { [P in K]: T })
  const status = text('status')
  return {
    id: text('id'),
    name: text('name'),
    status: status as RunRecord['status'],
    createdAt: number('createdAt'),
    ...optional('startedAt', number),
    ...optional('finishedAt', number),
    oid: text('oid'),
    callerName: text('callerName'),
    algorithm: text('algorithm'),
    algorithmVersion: text('algorithmVersion'),
    profile: text('profile'),
    jobId: number('jobId'),
    timeLimitSeconds: number('timeLimitSeconds'),
    resultFile: text('resultFile'),
    container: text('container'),
    inputName: text('inputName'),
    inputBlob: text('inputBlob'),
    inputBytes: number('inputBytes'),
    inputSha256: text('inputSha256'),
    options: json('options'),
    completeOptions: json('completeOptions'),
    ...optional('rerunOf', text),
    fingerprint: text('fingerprint'),
    ...optional('traceparent', text),
    activeKey: text('activeKey'),
    attempt: number('attempt'),
    skippedAttempts: number('skippedAttempts'),
    ...optional('attemptAt', number),
    ...optional('notBefore', number),
    ...optional('databricksRunId', number),
    ...optional('givenUp', (name) => text(name) as NonNullable<RunRecord['givenUp']>),
    computeSeconds: number('computeSeconds'),
    ...optional('costEur', number),
    ...optional('notification', json),
    cancelRequested: entity.cancelRequested === true,
    finishRequested: entity.finishRequested === true,
    ...optional('error', json),
    ...optional('result', json),
    ...optional('summary', (name) => Buffer.from(entity[name] as Uint8Array).toString('utf8')),
    ...optional('expiresAt', number),
    dataDeleted: entity.dataDeleted === true,
  }
}
