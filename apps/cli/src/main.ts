import { Command, CommanderError, InvalidArgumentError, Option } from 'commander'
import { version } from '../package.json'
import { tokenSource } from './access-token'
import { addAlgorithmCommands } from './algorithm-commands'
import { type ApiClient, createApiClient } from './api-client'
import { parseApiUrl } from './api-url'
import { exitCodes, Failure, Unreachable } from './failure'
import { login } from './login'
import { logs } from './logs'
import { type RerunOptions, rerun } from './rerun'
import { statuses } from './run'
import { end, type ListOptions, list, result, status } from './runs'
import { type SubmitOptions, submit } from './submit'

const exitCodeHelp = `
Exit codes:
  0    done; after waiting for a run (submit --wait, rerun --wait, logs -f): it succeeded
  1    the run failed or was canceled
  2    the command line, the input or the request was refused
  3    the API cannot be reached, or does not allow it
  130  interrupted; a run that had been submitted goes on`

const examples = `
Examples:
  slipway submit model.mps --wait --out results/
  slipway submit model.mps.gz --option time_limit=600 --option mip_rel_gap=1e-3 --json
  slipway list --status running
  slipway rerun 0193a5c8-… --profile large --wait
  slipway result 0193a5c8-… --out solution.json`

const collect = (value: string, before: readonly string[]) => [...before, value]

function limit(text: string): number {
  const value = Number(text)
  if (!Number.isInteger(value) || value < 1 || value > 10_000) throw new InvalidArgumentError('1 to 10000 are allowed.')
  return value
}

function createProgram(done: (exitCode: number) => void): Command {
  const program = new Command('slipway')
    .description('Submits optimisation models to Slipway and brings back their solutions.')
    .version(version)
    .addOption(new Option('--api <url>', 'address of the API').env('SLIPWAY_API').default('http://127.0.0.1:8080'))
    .exitOverride()
    .showHelpAfterError('(--help shows what is allowed)')
    .addHelpText('after', exitCodeHelp)
    .addHelpText('after', examples)
  const address = () => parseApiUrl(program.opts<{ api: string }>().api)
  const withApi = async (command: (api: ApiClient) => Promise<number>) => {
    const api = address()
    done(await command(createApiClient(api, tokenSource(api))))
  }

  program
    .command('submit')
    .argument('<file>', 'the model, as the algorithm takes it (MPS or LP, plain or .gz)')
    .description('submit a model')
    .option('--algorithm <name>', 'algorithm (default: the first one offered)')
    .option('--profile <name>', "size of the machine (default: the algorithm's own)")
    .option('--name <text>', "name of the run (default: the file's name)")
    .option('--option <key=value>', 'option of the algorithm; may be repeated', collect, [])
    .option('--wait', 'follow the run until it has ended')
    .option('--out <dir>', 'with --wait: folder for the result files')
    .option('--json', "print the API's run object alone on stdout")
    .option('--idempotency-key <key>', 'a repeated submission with the same key is the same run (default: a new key)')
    .addHelpText('after', exitCodeHelp)
    .action((file: string, options: SubmitOptions) => withApi((api) => submit(api, file, options)))
  program
    .command('rerun')
    .argument('<id>', 'id of the earlier run')
    .description('run an earlier run again, from its stored input')
    .option('--profile <name>', "size of the machine (default: the earlier run's)")
    .option('--option <key=value>', 'option that is to be different; may be repeated', collect, [])
    .option('--wait', 'follow the run until it has ended')
    .option('--out <dir>', 'with --wait: folder for the result files')
    .option('--json', "print the API's run object alone on stdout")
    .option('--idempotency-key <key>', 'a repeated rerun with the same key is the same run (default: a new key)')
    .addHelpText('after', exitCodeHelp)
    .action((id: string, options: RerunOptions) => withApi((api) => rerun(api, id, options)))
  program
    .command('status')
    .argument('<id>', 'id of the run')
    .description('show a run as it is now')
    .option('--json', "print the API's run object")
    .action((id: string, options) => withApi((api) => status(api, id, options)))
  program
    .command('logs')
    .argument('<id>', 'id of the run')
    .description("print the algorithm's log")
    .option('-f, --follow', 'go on until the run has ended')
    .addHelpText('after', exitCodeHelp)
    .action((id: string, options) => withApi((api) => logs(api, id, options)))
  program
    .command('result')
    .argument('<id>', 'id of the run')
    .description('bring the result, verified by its SHA-256 (without --out: the main file to stdout)')
    .option('--out <path>', 'an existing folder, or a path that ends in /: all files; else the main file')
    .action((id: string, options) => withApi((api) => result(api, id, options)))
  for (const [verb, what] of [
    ['cancel', 'stop a run and throw its work away'],
    ['finish', 'stop a run and keep the best solution so far'],
  ] as const) {
    program
      .command(verb)
      .argument('<id>', 'id of the run')
      .description(what)
      .option('--json', "print the API's run object")
      .action((id: string, options) => withApi((api) => end(api, id, verb, options)))
  }
  program
    .command('list')
    .description('list your runs, newest first')
    .addOption(
      new Option('--status <status>', `only runs with this status; may be repeated (${statuses.join(', ')})`)
        .argParser((value: string, before: readonly string[]) => {
          if (!statuses.some((known) => known === value)) {
            throw new InvalidArgumentError(`Allowed choices are ${statuses.join(', ')}.`)
          }
          return collect(value, before)
        })
        .default([], 'all'),
    )
    .option('--all', "everybody's runs (needs the app role Runs.Read.All)")
    .option('--limit <n>', 'at most so many', limit, 50)
    .option('--json', 'print {"value": [run]}')
    .action((options: ListOptions) => withApi((api) => list(api, options)))
  program
    .command('login')
    .description('sign in, and say who you are and what that allows')
    .option('--device-code', 'sign in on any machine with a code, instead of in a browser on this one')
    .action(async (options) => done(await login(address(), options)))
  addAlgorithmCommands(program, done)
  return program
}

async function main(): Promise<void> {
  // "slipway list | head" closes the pipe; that is no error.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    process.exit(error.code === 'EPIPE' ? exitCodes.succeeded : exitCodes.refused)
  })
  try {
    await createProgram((exitCode) => {
      process.exitCode = exitCode
    }).parseAsync()
  } catch (error) {
    process.exitCode = explain(error)
  }
}

function explain(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.succeeded : exitCodes.refused
  if (error instanceof Failure) {
    console.error(`slipway: ${error.message}`)
    if (error instanceof Unreachable) {
      console.error('Is it running? "npm start" starts the local platform; --api (or SLIPWAY_API) names another API.')
    }
    return error.exitCode
  }
  // Of what the operating system refuses (a full disk, a folder without permission) its own sentence says enough.
  if (error instanceof Error && 'syscall' in error) {
    console.error(`slipway: ${error.message}`)
    return exitCodes.refused
  }
  console.error('slipway: unexpected error, please report it:', error instanceof Error ? error.stack : error)
  return exitCodes.unavailable
}

void main()
