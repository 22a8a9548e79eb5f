import { explained } from '../explained'
import type { Rehearsal } from '../rehearsal'
import type { CheckContext, Timed } from './check'

export interface Attempt<T> {
  /** What it returned; absent where it failed. */
  readonly seen?: T
  /** Why it failed, as `explained` tells it. */
  readonly failure?: string
  /** It did not end when its time was over, and must be expected to change things still. */
  readonly goesOn: boolean
}

/** How long something may take to end when its time is over: Terraform is killed 20 s after it was asked. */
const endingLimitSeconds = 30

/** Does something within its time, and waits for its end where the time was not enough. */
export async function withinTime<T>(what: Timed<T>, context: Omit<CheckContext, 'signal'>): Promise<Attempt<T>> {
  const { rehearsal } = context
  const limit = AbortSignal.timeout(what.limitSeconds * 1000)
  const interrupted = rehearsal.surroundings.signal
  const signal = interrupted ? AbortSignal.any([limit, interrupted]) : limit
  let goesOn = false
  const work = async () => {
    const running = what.run({ ...context, signal })
    try {
      return await Promise.race([running, ended(signal)])
    } catch (error) {
      if (signal.aborted) goesOn = !(await settles(running))
      throw limit.aborted ? new Error(`it was not done within ${what.limitSeconds} s`) : error
    }
  }
  return explained(rehearsal, work).then(
    (seen) => ({ seen, goesOn }),
    (error: Error) => ({ failure: error.message, goesOn }),
  )
}

/** The rehearsal whose Terraform ends with the time of the check. */
export function endingInTime({ rehearsal, signal }: CheckContext): Rehearsal {
  return { ...rehearsal, surroundings: { ...rehearsal.surroundings, signal } }
}

function ended(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    const fail = () => reject(new Error('it was interrupted'))
    if (signal.aborted) fail()
    else signal.addEventListener('abort', fail, { once: true })
  })
}

async function settles(running: Promise<unknown>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined
  const over = new Promise<false>((end) => {
    timer = setTimeout(() => end(false), endingLimitSeconds * 1000)
  })
  const end = running.then(
    () => true,
    () => true,
  )
  return Promise.race([end, over]).finally(() => clearTimeout(timer))
}
