import { runCommand, type Session, say, synthesisedStacks } from './command'
import { type StackSummary, writePlanSummary } from './plan-summary'
import { checkPrerequisites } from './prerequisites'
import { errorText, summary } from './report'
import type { Stack } from './stacks'
import { createdBy, refusedStarts, refusedStartsAhead } from './starts'
import { dropPlan, init, type Plan, plan, showPlan } from './terraform'
import { missingUpstream } from './upstream'

void runCommand(
  {
    name: 'plan',
    does: 'Shows what deploy would change, stack by stack, and changes nothing.',
    stack: 'only this stack',
    summary: 'write which addresses change in which way as JSON, for a pull request',
  },
  async (session) => {
    const { environment, options } = session
    const { all, chosen } = await synthesisedStacks(session)
    await checkPrerequisites(environment, { terraform: true, stacks: chosen }, say)
    const findMissing = missingUpstream(all, environment.name)
    const lines: string[] = []
    const stacks: StackSummary[] = []
    const changing = new Set<string>()
    for (const stack of chosen) {
      const plannedAfter = (await findMissing(stack)) ?? null
      if (plannedAfter) {
        const refused = await refusedStartsAhead(stack, environment.name, new Date())
        for (const line of refused) say(line)
        const failed = refused.length > 0
        lines.push(`${stack.name.padEnd(16)}planned after ${plannedAfter}${failed ? ', which would fail' : ''}`)
        stacks.push({ stack: stack.name, plannedAfter, failed, changes: [] })
        continue
      }
      const result = await planStack(stack, session)
      if (!result.failed && result.changesOutputs) changing.add(stack.name)
      const upstream = stack.upstream.filter((name) => changing.has(name))
      const note = upstream.length > 0 ? ` (with what ${upstream.join(', ')} puts out today)` : ''
      lines.push(`${stack.name.padEnd(16)}${result.failed ? 'failed' : summary(result)}${note}`)
      const changes = result.failed ? [] : result.changes
      stacks.push({ stack: stack.name, plannedAfter, failed: result.failed, changes })
    }
    say(`\n${lines.join('\n')}`)
    if (options.summary) writePlanSummary(options.summary, { environment: environment.name, stacks })
    if (stacks.some(({ failed }) => failed)) {
      throw new Error(`\nplan of ${environment.name} failed: see the errors above`)
    }
  },
)

async function planStack(stack: Stack, { project, environment }: Session): Promise<Plan> {
  say(`${stack.name}: planning`)
  await init(stack, environment.name)
  try {
    const result = await plan(stack, 'show')
    for (const diagnostic of result.diagnostics) {
      if (diagnostic.severity === 'error') {
        say(errorText(diagnostic, stack, project.folder, `npm run deploy -- ${environment.name}`))
      }
    }
    if (!result.failed && result.changesOutputs) say(`\n${stack.name}\n${await showPlan(stack)}`)
    const refused = refusedStarts(stack, createdBy(result.changes), environment.name, new Date())
    for (const line of refused) say(line)
    return { ...result, failed: result.failed || refused.length > 0 }
  } finally {
    dropPlan(stack)
  }
}
