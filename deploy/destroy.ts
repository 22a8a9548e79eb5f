import { confirmed, runCommand, type Session, say, synthesisedStacks } from './command'
import { checkPrerequisites } from './prerequisites'
import { errorText, summary } from './report'
import { downstreamOf, protectedAddresses, type Stack } from './stacks'
import { apply, dropPlan, init, plan, resourcesOf } from './terraform'

void runCommand(
  {
    name: 'destroy',
    does: 'Destroys everything, stack by stack, in the reverse order of deploy.',
    stack: 'only this stack; what reads it must be destroyed before',
    yes: 'destroy without asking',
  },
  async (session) => {
    const { environment, options } = session
    const { all, chosen } = await synthesisedStacks(session)
    await checkPrerequisites(environment, { terraform: true, stacks: chosen }, say)
    const made = new Map<string, string[]>()
    const downstream = chosen.length === 1 && chosen[0] ? downstreamOf(all, chosen[0]) : []
    for (const stack of [...new Set([...chosen, ...downstream])]) {
      await init(stack, environment.name)
      made.set(stack.name, await resourcesOf(stack))
    }
    const existing = chosen.filter(({ name }) => made.get(name)?.length).reverse()
    refuseWhereNeeded(
      options.stack,
      downstream.filter(({ name }) => made.get(name)?.length),
      environment.name,
    )
    refuseProtected(existing, made)
    if (existing.length === 0) return say('Nothing is deployed: there is nothing to destroy.')

    say(`\nTo be destroyed in ${environment.name}, subscription ${environment.subscriptionId}:`)
    for (const { name } of existing) say(`  ${name.padEnd(16)}${made.get(name)?.length} resources`)
    if (!(await confirmed(`Destroy ${environment.name}`, environment.name, options)))
      return say('Nothing was destroyed.')
    for (const stack of existing) await destroyStack(stack, session)
    say(`\nDestroyed: ${existing.map(({ name }) => name).join(', ')}.`)
  },
)

async function destroyStack(stack: Stack, { project, environment }: Session): Promise<void> {
  const again = `npm run destroy -- ${environment.name}`
  try {
    say(`\n${stack.name}`)
    const planned = await plan(stack, 'destroy')
    const errors = planned.failed ? planned.diagnostics : await apply(stack, ({ text }) => say(`  ${text}`))
    if (planned.failed || errors.length > 0) {
      const texts = errors
        .filter(({ severity }) => severity === 'error')
        .map((diagnostic) => errorText(diagnostic, stack, project.folder, again))
      throw new Error(`\n${texts.join('\n\n')}\n\n${stack.name} is not wholly destroyed: ${again} goes on.`)
    }
    say(`  ${summary(planned)}: done`)
  } finally {
    dropPlan(stack)
  }
}

function refuseWhereNeeded(stack: string | undefined, downstream: readonly Stack[], environment: string): void {
  if (!stack || downstream.length === 0) return
  const names = downstream.map(({ name }) => name).join(', ')
  throw new Error(
    `${stack} is still read by ${names}: destroy those first (npm run destroy -- ${environment} --stack NAME), or all at once without --stack`,
  )
}

/** Before anything is destroyed: half an environment is worse than either. */
function refuseProtected(stacks: readonly Stack[], made: ReadonlyMap<string, string[]>): void {
  const kept = stacks.flatMap((stack) =>
    protectedAddresses(stack)
      .filter((address) => made.get(stack.name)?.some((one) => one === address || one.startsWith(`${address}[`)))
      .map((address) => `  - ${stack.name}: ${address}`),
  )
  if (kept.length === 0) return
  throw new Error(
    [
      'nothing was destroyed: these hold data and are protected by prevent_destroy:',
      ...kept,
      'Save what you need, take the protection away in a reviewed change (storage.preventDestroy), and destroy again;',
      'or name another stack with --stack.',
    ].join('\n'),
  )
}
