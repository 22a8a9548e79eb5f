import {
  closeSync,
  existsSync,
  fstatSync,
  linkSync,
  openSync,
  readFileSync,
  readSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import type { Outcome, TaskLogs } from './executor'
import type { ProcessIdentity } from './processes'

// A task's folder is written by wheel_task.py and read by the executor that started it, or by a later one.

/** Which process runs the task; where it did not come to run, claims the task so that it never will. */
export function takeOver(folder: string): ProcessIdentity {
  const path = join(folder, 'process.json')
  const draft = join(folder, 'process.none')
  writeFileSync(draft, JSON.stringify({ pid: 0, started: '' }), { mode: 0o600 })
  try {
    linkSync(draft, path)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  } finally {
    rmSync(draft)
  }
  return JSON.parse(readFileSync(path, 'utf8'))
}

/** How the task ended, as its driver told; lost where that was killed. */
export function readOutcome(folder: string): Outcome {
  const path = join(folder, 'outcome.json')
  if (!existsSync(path)) return { kind: 'lost' }
  return JSON.parse(readFileSync(path, 'utf8'))
}

/** The last `maxBytes` of the task's log. */
export function readLogs(folder: string, maxBytes: number): TaskLogs {
  const parts = ['log', 'log.1'].map((name) => readTail(join(folder, name), maxBytes))
  const [newer = empty, older = empty] = parts
  const bytes = Buffer.concat([older.bytes, newer.bytes])
  const tail = bytes.subarray(Math.max(0, bytes.length - maxBytes))
  return {
    // The cut may fall into a character; its rest would show as a replacement sign.
    text: tail.toString('utf8').replace(/^\uFFFD+/, ''),
    truncated: newer.cut || older.cut || bytes.length > maxBytes,
  }
}

const empty = { bytes: Buffer.alloc(0), cut: false }

function readTail(path: string, maxBytes: number): { bytes: Buffer; cut: boolean } {
  let file: number
  try {
    file = openSync(path, 'r')
  } catch {
    return empty
  }
  try {
    const { size } = fstatSync(file)
    const bytes = Buffer.alloc(Math.min(size, maxBytes))
    const read = readSync(file, bytes, 0, bytes.length, size - bytes.length)
    return { bytes: bytes.subarray(0, read), cut: size > bytes.length }
  } finally {
    closeSync(file)
  }
}
