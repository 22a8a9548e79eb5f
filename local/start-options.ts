import { dirname, join } from 'node:path'
import { Command, InvalidArgumentError, Option } from 'commander'

export interface StartOptions {
  readonly port: number
  readonly data: string
  readonly coldStart: number
  readonly executor: 'venv' | 'docker'
  /** Folders beside the first one's. */
  readonly algorithm: readonly string[]
}

/** Where the platform keeps its state unless it is told otherwise. */
export const defaultData = join(dirname(__dirname), '.slipway')
export const defaultPort = 8080

/** Reads the command line; ends the process with a sentence where it is wrong. */
export function readStartOptions(): StartOptions {
  const number = (what: string, least: number, most: number) => (text: string) => {
    const value = Number(text)
    if (text.trim() === '' || !(value >= least && value <= most)) {
      throw new InvalidArgumentError(`${what} is a number from ${least} to ${most}`)
    }
    return value
  }
  return new Command('npm start --')
    .description('Runs the whole platform on this machine.')
    .option('--port <port>', 'port of the API on 127.0.0.1', number('a port', 1, 65535), defaultPort)
    .option('--data <dir>', 'folder that keeps all state', process.env.SLIPWAY_DATA ?? defaultData)
    .option('--cold-start <seconds>', 'how long a cluster takes to start', number('a cold start', 0, 3600), 3)
    .addOption(
      new Option('--executor <kind>', 'what jobs run in: a virtual environment, or their image in a container')
        .choices(['venv', 'docker'])
        .default('venv'),
    )
    .option(
      '--algorithm <folder>',
      'offer this algorithm too; may be repeated (with --executor docker)',
      (folder: string, before: readonly string[]) => [...before, folder],
      [],
    )
    .allowExcessArguments(false)
    .parse()
    .opts()
}
