import { runCommand, say, synthesisedStacks } from './command'
import { checkPrerequisites } from './prerequisites'
import { init, type Output, outputsOf } from './terraform'

void runCommand(
  {
    name: 'outputs',
    does: 'Shows what the deployed stacks put out, such as the address of the API; never a sensitive value.',
    stack: 'only this stack',
  },
  async (session) => {
    const { environment } = session
    const { chosen } = await synthesisedStacks(session)
    await checkPrerequisites(environment, { terraform: true, stacks: [] }, say)
    for (const stack of chosen) {
      await init(stack, environment.name)
      const outputs = Object.entries(await outputsOf(stack)).filter(([name]) => !isForStacks(name))
      say(`\n${stack.name}`)
      for (const [name, output] of outputs) say(`  ${name.padEnd(32)}${text(output)}`)
      if (outputs.length === 0) say('  nothing')
    }
  },
)

/** CDKTF makes these for other stacks. */
function isForStacks(name: string): boolean {
  return name.startsWith('cross-stack-output-')
}

function text({ value, sensitive }: Output): string {
  if (sensitive) return '(sensitive)'
  return typeof value === 'string' ? value : JSON.stringify(value)
}
