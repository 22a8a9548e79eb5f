import { readFileSync } from 'node:fs'

/** One line of the report; `limit` is the promise that `value` is held against. */
export interface Measurement {
  readonly what: string
  readonly value: number
  readonly limit: number
  readonly unit: string
  readonly detail: string
}

/** The middle value: one disturbed repetition does not move it. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = sorted[Math.floor(sorted.length / 2)]
  if (middle === undefined) throw new Error('the median of nothing')
  return middle
}

/** Resident memory of a process in MiB. */
export function residentMiB(pid: number): number {
  const kib = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]
  return Number(kib) / 1024
}

/** The highest resident memory of a process, in MiB, while `work` goes on; looked at every 20 ms. */
export async function peakMiB(pid: number, work: () => Promise<void>): Promise<number> {
  let peak = residentMiB(pid)
  const timer = setInterval(() => {
    peak = Math.max(peak, residentMiB(pid))
  }, 20)
  try {
    await work()
  } finally {
    clearInterval(timer)
  }
  return peak
}
