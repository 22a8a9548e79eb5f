import { runCommand, say, synthesisedStacks } from './command'
import { checkPrerequisites } from './prerequisites'
import { errorText, summary } from './report'
import type { Stack } from './stacks'
import { dropPlan, init, isApplied, plan, showPlan } from './terraform'

void runCommand(
  {
    name: 'plan',
    does: 'Shows what deploy would change, stack by stack, and changes nothing.',
    stack: 'only this stack',
  },
  async (session) => {
    const { project, environment } = session
    const { all, chosen } = await synthesisedStacks(session)
    await checkPrerequisites(environment, { terraform: true, stacks: chosen }, say)
    const applied = new Map<string, Promise<boolean>>()
    const isReady = (stack: Stack) => {
      const known = applied.get(stack.name) ?? init(stack, environment.name).then(() => isApplied(stack))
      applied.set(stack.name, known)
      return known
    }
    const lines: string[] = []
    let failed = false
    const changing = new Set<string>()
    for (const stack of chosen) {
      const missing = await firstUnapplied(stack, all, isReady)
      if (missing) {
        lines.push(`${stack.name.padEnd(16)}planned after ${missing}`)
        continue
      }
      await isReady(stack)
      try {
        const result = await plan(stack, 'apply')
        for (const diagnostic of result.diagnostics) {
          if (diagnostic.severity === 'error')
            say(errorText(diagnostic, stack, project.folder, again(environment.name)))
        }
        failed ||= result.failed
        if (!result.failed && result.changesOutputs) {
          changing.add(stack.name)
          say(`\n${stack.name}\n${await showPlan(stack)}`)
        }
        const upstream = stack.upstream.filter((name) => changing.has(name))
        const note = upstream.length > 0 ? ` (with what ${upstream.join(', ')} puts out today)` : ''
        lines.push(`${stack.name.padEnd(16)}${result.failed ? 'failed' : summary(result)}${note}`)
      } finally {
        dropPlan(stack)
      }
    }
    say(`\n${lines.join('\n')}`)
    if (failed) throw new Error(`\nplan of ${environment.name} failed: see the errors above`)
  },
)

/** A stack cannot be planned before what it reads exists; the first in order is the one to deploy next. */
async function firstUnapplied(
  stack: Stack,
  all: readonly Stack[],
  isReady: (stack: Stack) => Promise<boolean>,
): Promise<string | undefined> {
  for (const upstream of all.filter(({ name }) => stack.upstream.includes(name))) {
    if (!(await isReady(upstream))) return upstream.name
  }
  return undefined
}

function again(environment: string): string {
  return `npm run deploy -- ${environment}`
}
