import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import type { Check } from './check'
import { refuseRun, submitAndWait } from './cli'
import { whyWebhookRefuses } from './webhook-state'

/** From then on it is asked why no card came. */
const patienceMs = 15_000

/** Passes every check before the solver, which refuses what is not convex. */
const saddle = `Minimize
 cost: x + [ - 2 x^2 ] / 2
Subject To
 room: x + y <= 10
Bounds
 0 <= x <= 10
End
`

export interface Message {
  readonly cards: readonly unknown[]
  readonly errors: readonly string[]
}

export const failureReachesTeams: Check = {
  name: "a failing run's card arrives in Teams, through the webhook and the runbook",
  limitSeconds: 240,
  async run(context) {
    const { folders, platform } = context.rehearsal
    const file = join(folders.home, 'saddle.lp')
    writeFileSync(file, saddle)
    const run = await submitAndWait(context, file)
    await refuseRun(context, run, 'failed')
    const patience = Date.now() + patienceMs
    for (;;) {
      const about = (await messages(platform.teamsUrl)).filter((message) => JSON.stringify(message).includes(run.id))
      const [message] = about
      if (message) {
        if (message.errors.length > 0) throw new Error(`Teams would not show the card: ${message.errors.join('; ')}`)
        if (about.length > 1) throw new Error(`${about.length} cards came for one failure`)
        return `run ${run.id} failed with ${run.error?.code}; its card is in the channel`
      }
      if (Date.now() > patience) {
        const why = await whyWebhookRefuses(context.rehearsal, context.azure)
        if (why !== undefined) throw new Error(`run ${run.id} failed, and no card came: ${why}`)
      }
      await delay(500, undefined, { signal: context.signal })
    }
  },
}

/** What was posted to the channel, newest first. */
export async function messages(teamsUrl: string): Promise<Message[]> {
  const response = await fetch(new URL('/messages', teamsUrl))
  return ((await response.json()) as { messages: Message[] }).messages
}
