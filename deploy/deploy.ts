import { confirmed, runCommand, type Session, say, synthesisedStacks } from './command'
import { checkPrerequisites } from './prerequisites'
import { errorText, summary } from './report'
import type { Stack } from './stacks'
import { createdBy, refusedStarts, refusedStartsAhead } from './starts'
import { apply, type Diagnostic, dropPlan, init, plan, showPlan } from './terraform'
import { missingUpstream } from './upstream'

void runCommand(
  {
    name: 'deploy',
    does: 'Creates or changes everything, stack by stack, each after its plan was shown and agreed to.',
    stack: 'only this stack; what it reads must be deployed',
    yes: 'apply every plan without asking, as CI does',
  },
  async (session) => {
    const { environment } = session
    const { all, chosen } = await synthesisedStacks(session)
    await checkPrerequisites(environment, { terraform: true, stacks: chosen }, say)
    for (const stack of chosen) refuse(await refusedStartsAhead(stack, environment.name, new Date()))
    for (const [index, stack] of chosen.entries()) {
      say(`\n${stack.name} (${index + 1} of ${chosen.length})`)
      await requireUpstream(stack, all, session)
      await init(stack, environment.name)
      await deployStack(stack, session, chosen.slice(index + 1))
    }
    say(`\n${environment.name} is deployed; npm run outputs -- ${environment.name} shows where.`)
  },
)

async function deployStack(stack: Stack, session: Session, after: readonly Stack[]): Promise<void> {
  try {
    const planned = await plan(stack, 'apply')
    if (planned.failed) throw failure(planned.diagnostics, stack, session, after)
    refuse(refusedStarts(stack, createdBy(planned.changes), session.environment.name, new Date()))
    say(`  ${summary(planned)}`)
    if (!planned.changesOutputs) return
    if (!session.options.yes) {
      say(await showPlan(stack))
      if (!(await confirmed(`Apply ${stack.name}`, 'yes', session.options))) {
        throw new Error(`${stack.name} was not applied${notReached(after)}`)
      }
    }
    const errors = await apply(stack, ({ text }) => say(`  ${text}`))
    if (errors.length > 0) throw failure(errors, stack, session, after)
  } finally {
    dropPlan(stack)
  }
}

function refuse(starts: readonly string[]): void {
  if (starts.length > 0) throw new Error(['Azure would refuse a start that has passed:', ...starts].join('\n  - '))
}

async function requireUpstream(stack: Stack, all: readonly Stack[], { environment, options }: Session): Promise<void> {
  // In a full deployment every upstream stack has just been applied.
  if (!options.stack) return
  const missing = await missingUpstream(all, environment.name)(stack)
  if (!missing) return
  throw new Error(
    `${stack.name} reads what ${missing} puts out, which is not deployed yet: npm run deploy -- ${environment.name} --stack ${missing}`,
  )
}

function failure(diagnostics: readonly Diagnostic[], stack: Stack, session: Session, after: readonly Stack[]): Error {
  const { project, environment, options } = session
  const again = `npm run deploy -- ${environment.name}${options.stack ? ` --stack ${options.stack}` : ''}`
  const errors = diagnostics.filter(({ severity }) => severity === 'error')
  const texts = errors.map((diagnostic) => errorText(diagnostic, stack, project.folder, again))
  return new Error(
    `\n${texts.join('\n\n')}\n\n${stack.name} failed${notReached(after)}. What was made is kept in its state.`,
  )
}

function notReached(after: readonly Stack[]): string {
  return after.length === 0 ? '' : `; not reached: ${after.map(({ name }) => name).join(', ')}`
}
