import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import type { Check, CheckContext } from './check'
import { refuseRun, submitAndWait } from './cli'
import type { Run } from './run'
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

interface Card {
  readonly actions?: readonly { readonly title: string; readonly url: string }[]
}

interface Message {
  readonly cards: readonly Card[]
  readonly errors: readonly string[]
}

export const failureReachesTeams: Check = {
  name: "a failing run's card arrives in Teams, through the webhook and the runbook",
  limitSeconds: 240,
  async run(context) {
    const run = await failedRun(context)
    await cardOf(context, run)
    return `run ${run.id} failed with ${run.error?.code}; its card is in the channel`
  },
}

/** A run that its algorithm failed. */
export async function failedRun(context: CheckContext): Promise<Run> {
  const file = join(context.rehearsal.folders.home, 'saddle.lp')
  writeFileSync(file, saddle)
  const run = await submitAndWait(context, file)
  await refuseRun(context, run, 'failed')
  return run
}

/** Waits for the one card that tells of a failed run. @throws Error saying why none came, where it can be told */
export async function cardOf(context: CheckContext, run: Run): Promise<Card> {
  const { teamsUrl } = context.rehearsal.platform
  const patience = Date.now() + patienceMs
  for (;;) {
    const about = (await messages(teamsUrl)).filter((message) => JSON.stringify(message).includes(run.id))
    const errors = about.flatMap((message) => message.errors)
    if (errors.length > 0) throw new Error(`Teams would not show the card: ${errors.join('; ')}`)
    const [card, ...more] = about.flatMap(({ cards }) => cards)
    if (more.length > 0) throw new Error(`${more.length + 1} cards came for one failure`)
    if (card) return card
    if (Date.now() > patience) {
      const why = await whyWebhookRefuses(context.rehearsal, context.azure)
      if (why !== undefined) throw new Error(`run ${run.id} failed, and no card came: ${why}`)
    }
    await delay(500, undefined, { signal: context.signal })
  }
}

/** What was posted to the channel, newest first. */
async function messages(teamsUrl: string): Promise<Message[]> {
  const response = await fetch(new URL('/messages', teamsUrl))
  return ((await response.json()) as { messages: Message[] }).messages
}
