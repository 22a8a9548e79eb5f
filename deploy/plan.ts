import { runCommand, say, synthesisedStacks } from './command'
import { checkPrerequisites } from './prerequisites'
import { errorText, summary } from './report'
import { dropPlan, init, plan, showPlan } from './terraform'
import { missingUpstream } from './upstream'

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
    const findMissing = missingUpstream(all, environment.name)
    const lines: string[] = []
    let failed = false
    const changing = new Set<string>()
    for (const stack of chosen) {
      const missing = await findMissing(stack)
      if (missing) {
        lines.push(`${stack.name.padEnd(16)}planned after ${missing}`)
        continue
      }
      say(`${stack.name}: planning`)
      await init(stack, environment.name)
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

function again(environment: string): string {
  return `npm run deploy -- ${environment}`
}
