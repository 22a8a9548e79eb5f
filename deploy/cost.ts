import { readFileSync } from 'node:fs'
import { Command, Option } from 'commander'
import type { CostReport } from '../cost/cost-report'
import { toJson, toMarkdown, toText } from '../cost/report'
import { diffOf, diffToMarkdown, diffToText } from '../cost/report-diff'
import { type Environment, environmentNames } from '../environments/environment'
import { costOf } from '../main'
import { say } from './command'
import { composeUnbuilt } from './compose-unbuilt'
import { parsedStacks } from './parsed-stacks'
import { openProject, readEnvironment } from './project'

interface Options {
  readonly json?: boolean
  readonly markdown?: boolean
  readonly against?: string
}

/**
 * What a month of the environment costs, as it would be synthesised now.
 * @throws where the environment has mistakes.
 */
export function unbuiltCost(environment: Environment, today: Date): CostReport {
  // An image costs what it weighs, which the usage declares: nothing has to be built.
  return composeUnbuilt(environment, today, (app) =>
    costOf(environment, parsedStacks(app), today.toISOString().slice(0, 10)),
  )
}

async function print(name: string, { json, markdown, against }: Options): Promise<void> {
  const report = unbuiltCost(await readEnvironment(openProject(), name), new Date())
  if (against === undefined) return say(json ? toJson(report) : markdown ? toMarkdown(report) : toText(report))
  const diff = diffOf(readReport(against, report.environment), report)
  say(json ? JSON.stringify(diff, null, 2) : markdown ? diffToMarkdown(diff) : diffToText(diff))
}

function readReport(file: string, environment: string): CostReport {
  const how = `make one with npm run --silent cost -- ${environment} --json > ${file}`
  let report: Partial<CostReport> | null
  try {
    report = JSON.parse(readFileSync(file, 'utf8'))
  } catch (error) {
    throw new Error(`--against ${file} cannot be read (${error instanceof Error ? error.message : error}): ${how}`)
  }
  if (report?.environment !== environment || !report.lines || !report.month || !report.unpriced || !report.budget) {
    throw new Error(`--against ${file} is no cost report of "${environment}": ${how}`)
  }
  return report as CostReport
}

if (require.main === module) {
  void new Command('npm run cost --')
    .description('Says what a month of an environment and one run cost, from the settings alone.')
    .argument('<env>', `environment: ${environmentNames.join(', ')}`)
    .addOption(new Option('--json', 'for programs, and for a later --against').conflicts('markdown'))
    .option('--markdown', 'for a pull request')
    .option('--against <file>', 'what changed since a report that was made with --json')
    .allowExcessArguments(false)
    .showHelpAfterError(`usage: npm run cost -- ENV, with ENV one of ${environmentNames.join(', ')}`)
    .action((name: string, options: Options) =>
      print(name, options).catch((error: unknown) => {
        console.error(error instanceof Error ? error.message : String(error))
        process.exitCode = 1
      }),
    )
    .parseAsync()
}
