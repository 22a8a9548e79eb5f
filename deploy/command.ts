import { createInterface } from 'node:readline/promises'
import { Command } from 'commander'
import { type Environment, environmentNames } from '../environments/environment'
import { openProject, type Project, readEnvironment, synthesise } from './project'
import { chooseStacks, readStacks, type Stack } from './stacks'

export interface Options {
  readonly stack?: string
  readonly yes?: boolean
  /** File of the plan's summary. */
  readonly summary?: string
}

/** What a command has to work with. */
export interface Session {
  readonly project: Project
  readonly environment: Environment
  readonly options: Options
}

interface Description {
  /** As it is started: `npm run <name> -- ENV`. */
  readonly name: string
  readonly does: string
  /** Whether it can be kept to one stack. */
  readonly stack?: string
  /** What `--yes` answers. */
  readonly yes?: string
  /** What `--summary FILE` is for. */
  readonly summary?: string
}

/** Reads the arguments, opens the environment and ends with exit code 1 and a message where the command fails. */
export async function runCommand(description: Description, action: (session: Session) => Promise<void>): Promise<void> {
  const command = new Command(`npm run ${description.name} --`)
    .description(description.does)
    .argument('<env>', `environment: ${environmentNames.join(', ')}`)
    .allowExcessArguments(false)
    .showHelpAfterError(`usage: npm run ${description.name} -- ENV, with ENV one of ${environmentNames.join(', ')}`)
  if (description.stack) command.option('--stack <name>', description.stack)
  if (description.yes) command.option('--yes', description.yes)
  if (description.summary) command.option('--summary <file>', description.summary)
  command.action(async (name: string, options: Options) => {
    try {
      const project = openProject()
      await action({ project, environment: await readEnvironment(project, name), options })
    } catch (error) {
      console.error(error instanceof Error ? error.message : String(error))
      process.exitCode = 1
    }
  })
  await command.parseAsync()
}

/** Synthesises the environment and returns all of its stacks and those that were asked for. */
export async function synthesisedStacks({ project, environment, options }: Session): Promise<{
  all: Stack[]
  chosen: Stack[]
}> {
  await synthesise(project, environment)
  const all = readStacks(project)
  for (const { warnings } of all) for (const warning of warnings) console.error(`warning: ${warning}`)
  return { all, chosen: chooseStacks(all, options.stack) }
}

/**
 * Asks a person; only the expected word is a yes.
 *
 * @throws Error where nobody can be asked and `--yes` was not given
 */
export async function confirmed(question: string, expected: string, { yes }: Options): Promise<boolean> {
  if (yes) return true
  if (!process.stdin.isTTY) throw new Error(`${question}: nobody can be asked here; give --yes to answer`)
  const terminal = createInterface({ input: process.stdin, output: process.stdout })
  try {
    return (await terminal.question(`${question}? Type "${expected}" to go on: `)).trim() === expected
  } finally {
    terminal.close()
  }
}

export const say = (line: string) => console.log(line)
