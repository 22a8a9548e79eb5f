import { dirname, join, resolve } from 'node:path'
import { Command } from 'commander'
import { readItems } from './application-insights'
import { traceTable } from './trace-table'

const root = dirname(dirname(__dirname))

const program = new Command('npm run trace --')
  .description('Shows the trace of a run that the platform on this machine has solved.')
  .argument('<run>', 'id of the run')
  .option('--data <dir>', 'folder of the platform', process.env.SLIPWAY_DATA ?? join(root, '.slipway'))
  .parse()

const [runId = ''] = program.args
const folder = join(resolve(program.opts<{ data: string }>().data), 'application-insights')
const table = traceTable(readItems(folder), runId)
if (table === undefined) {
  console.error(
    `no trace of run ${runId} in ${folder}: is it the id of a run that has ended? Spans arrive some seconds after that.`,
  )
  process.exitCode = 1
} else {
  process.stdout.write(table)
}
