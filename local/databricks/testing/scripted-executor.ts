import { EventEmitter, once } from 'node:events'
import type { Executor, Outcome, RunningTask, TaskSpec } from '../executor'

/** A task that a test holds in its hand. */
export interface ScriptedTask {
  readonly spec: TaskSpec
  /** Grace periods of the kills that were asked for. */
  readonly kills: number[]
  end(outcome: Outcome): void
}

export interface ScriptedExecutor extends Executor {
  readonly tasks: ScriptedTask[]
  /** The task that starts as number `index`, counted from 0, once it has started. */
  started(index: number): Promise<ScriptedTask>
}

export const success: Outcome = { kind: 'succeeded' }
export const failure: Outcome = {
  kind: 'failed',
  error: 'RuntimeError: intentional failure',
  errorTrace: 'Traceback (most recent call last): …',
  wheelMissing: false,
}
export const loss: Outcome = { kind: 'lost' }

/** Runs nothing: tests say how each task ends. A killed task ends as lost unless `ignoreKills`. */
export function scriptedExecutor({ ignoreKills = false } = {}): ScriptedExecutor {
  const tasks: ScriptedTask[] = []
  const events = new EventEmitter()
  return {
    tasks,
    async started(index) {
      for (;;) {
        const task = tasks[index]
        if (task) return task
        await once(events, 'start', { signal: AbortSignal.timeout(10_000) })
      }
    },
    async start(spec) {
      const ending = new EventEmitter()
      const kills: number[] = []
      const end = (outcome: Outcome) => ending.emit('end', outcome)
      const ended = once(ending, 'end').then(([outcome]): Outcome => outcome)
      tasks.push({ spec, kills, end })
      events.emit('start')
      return {
        ended,
        kill(graceMs) {
          kills.push(graceMs)
          if (!ignoreKills) end(loss)
        },
      } satisfies RunningTask
    },
    async attach() {
      return { ended: Promise.resolve(loss), kill: () => {} }
    },
    logs: (runId) => ({ text: `log of ${runId}`, truncated: false }),
    remove: () => {},
  }
}
