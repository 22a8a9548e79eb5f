import { setTimeout as delay } from 'node:timers/promises'

/** Waits until the condition holds. @throws after 20 seconds */
export async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 20_000
  while (!(await condition())) {
    if (Date.now() > deadline) throw new Error(`not so in time: ${condition}`)
    await delay(10)
  }
}
