import type { Collection, JsonStore } from '../json-store'

/** Something that goes wrong with the next requests that match. */
export interface Fault {
  readonly method?: string
  /** Regular expression on host and path, e.g. `management.azure.com/.*\/storageAccounts/`. */
  readonly match: string
  /** How often. Default 1. */
  readonly times?: number
  /** Answered in place of the real answer. */
  readonly status?: number
  readonly code?: string
  readonly message?: string
  readonly retryAfterSeconds?: number
  /** The request takes effect, and its answer is lost: the connection is cut. */
  readonly lostAnswer?: boolean
}

/** What Azure does for a while after a change, for as long as it is switched on. */
export interface Lags {
  /** The next so many role assignments do not find their principal yet. */
  readonly principalNotFound: number
  /** A role is in force so many seconds after it was assigned. */
  readonly lateRolesSeconds: number
  /** Long-running operations take so many seconds. */
  readonly slowOperationsSeconds: number
}

export interface Faults {
  add(fault: Fault): void
  clear(): void
  /** What was added and has not been met as often as it should be. */
  pending(): readonly Fault[]
  /** The fault that this request meets; it counts as met. */
  take(method: string, hostAndPath: string): Fault | undefined
  readonly lags: Lags
  setLags(lags: Partial<Lags>): void
  /** Whether this role assignment does not find its principal. */
  takePrincipalNotFound(): boolean
}

const none: Lags = { principalNotFound: 0, lateRolesSeconds: 0, slowOperationsSeconds: 0 }

export function openFaults(store: JsonStore): Faults {
  const kept: Collection<Lags> = store.collection<Lags>('lags')
  let faults: (Fault & { left: number })[] = []
  const lags = () => kept.get('lags') ?? none
  const setLags = (changed: Partial<Lags>) => kept.put('lags', { ...lags(), ...changed })
  return {
    add: (fault) => faults.push({ ...fault, left: fault.times ?? 1 }),
    clear() {
      faults = []
      kept.put('lags', none)
    },
    pending: () => faults.filter((one) => one.left > 0).map(({ left, ...fault }) => ({ ...fault, times: left })),
    take(method, hostAndPath) {
      const fault = faults.find(
        (one) => one.left > 0 && (one.method ?? method) === method && new RegExp(one.match, 'i').test(hostAndPath),
      )
      if (fault) fault.left--
      return fault
    },
    get lags() {
      return lags()
    },
    setLags,
    takePrincipalNotFound() {
      const { principalNotFound } = lags()
      if (principalNotFound > 0) setLags({ principalNotFound: principalNotFound - 1 })
      return principalNotFound > 0
    },
  }
}
