import { RestError, type TableClient } from '@azure/data-tables'

const dayMs = 24 * 3600_000

/**
 * How many runs each caller has submitted on the current UTC day: one counter row per caller, changed only from the
 * version that was read, so that no number of requests at once passes the limit. Both methods throw the storage's
 * error; a process killed between taking and submitting leaves its one run counted.
 */
export interface DailyQuota {
  /** @returns false where the day's runs are used up. */
  take(oid: string): Promise<boolean>
  /** For a run that was not accepted after all. */
  giveBack(oid: string): Promise<void>
}

export function openDailyQuota(table: TableClient, limit: number): DailyQuota {
  // One change at a time per caller: of many at once all but one would find the row changed and try again.
  const last = new Map<string, Promise<unknown>>()
  const inTurn = async <T>(oid: string, act: () => Promise<T>): Promise<T> => {
    const before = last.get(oid) ?? Promise.resolve()
    const turn = before.then(act, act)
    last.set(oid, turn)
    try {
      return await turn
    } finally {
      if (last.get(oid) === turn) last.delete(oid)
    }
  }

  const change = async (oid: string, by: 1 | -1): Promise<boolean> => {
    for (;;) {
      const today = new Date().toISOString().slice(0, 10)
      const row = await read(oid)
      const used = row?.day === today ? row.used : 0
      if (used + by < 0 || used + by > limit) return false
      if (await write({ partitionKey: 'quota', rowKey: oid, day: today, used: used + by }, row?.etag)) return true
    }
  }
  const read = async (oid: string) => {
    try {
      const { day, used, etag } = await table.getEntity<{ day: string; used: number }>('quota', oid)
      return { day, used, etag }
    } catch (error) {
      if (hasStatus(error, 404)) return undefined
      throw error
    }
  }
  /** @returns false where somebody else was faster. */
  const write = async (row: { partitionKey: string; rowKey: string; day: string; used: number }, etag?: string) => {
    try {
      if (etag === undefined) await table.createEntity(row)
      else await table.updateEntity(row, 'Replace', { etag })
      return true
    } catch (error) {
      if (hasStatus(error, 409, 412)) return false
      throw error
    }
  }

  return {
    take: (oid) => inTurn(oid, () => change(oid, 1)),
    async giveBack(oid) {
      await inTurn(oid, () => change(oid, -1))
    },
  }
}

/** Whole seconds until the next UTC day begins. */
export function secondsToMidnight(): number {
  return Math.ceil((dayMs - (Date.now() % dayMs)) / 1000)
}

function hasStatus(error: unknown, ...statuses: number[]): boolean {
  return error instanceof RestError && statuses.includes(error.statusCode ?? 0)
}
