import { type Command, InvalidArgumentError } from 'commander'
import { newAlgorithm } from './algorithm-new'
import { type AlgorithmTestOptions, testAlgorithm } from './algorithm-test'

const testExitCodes = `
Exit codes:
  0  a run would have succeeded
  1  it would have failed; what is wrong is said in words
  2  the folder, the input or an option was refused before anything was started`

/** `slipway algorithm …`: for whoever brings their own algorithm. Needs no API, but a checkout of Slipway. */
export function addAlgorithmCommands(program: Command, done: (exitCode: number) => void): void {
  const algorithm = program.command('algorithm').description('make and try your own algorithm')
  algorithm
    .command('new')
    .argument('<folder>', "folder to make; its last part is the algorithm's name")
    .description('make a folder with an algorithm that runs, to change into yours')
    .action((folder: string) => done(newAlgorithm(folder)))
  algorithm
    .command('test')
    .argument('<folder>', 'folder with algorithm.yaml')
    .argument('<input>', 'file to run it on')
    .description('run an algorithm once as a job would: in its image where Docker is there, else as a process')
    .option(
      '--option <key=value>',
      'option of the algorithm; may be repeated',
      (value: string, before: readonly string[]) => [...before, value],
      [],
    )
    .option('--out <dir>', 'folder for what it writes (default: shown and thrown away)')
    .option('--finish-after <seconds>', 'ask it after so many seconds to finish with its best', seconds)
    .addHelpText('after', testExitCodes)
    .action(async (folder: string, input: string, options: AlgorithmTestOptions) =>
      done(await testAlgorithm(folder, input, options)),
    )
}

function seconds(text: string): number {
  const value = Number(text)
  if (text.trim() === '' || !(value >= 0 && value <= 86_400)) throw new InvalidArgumentError('0 to 86400 are allowed.')
  return value
}
