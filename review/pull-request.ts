import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Command } from 'commander'
import type { CostReport } from '../cost/cost-report'
import { diffOf, diffToMarkdown } from '../cost/report-diff'
import type { PlanSummary } from '../deploy/plan-summary'
import { accessTable, networkTable } from './access-table'
import { type Graph, readGraph } from './graph'
import { imageHashes } from './image-table'

/** One side of a pull request: its synthesised stacks and what they cost. */
export interface Side {
  readonly graph: Graph
  readonly cost: CostReport
}

/**
 * What a reviewer has to know of a change, as Markdown: who may reach what, which images change, what it costs, and
 * what the plan would replace or delete.
 * @param plan null where nobody was signed in to Azure.
 */
export function reviewOf(before: Side, after: Side, plan: PlanSummary | null): string {
  return [
    `### What this changes in ${after.cost.environment}`,
    section(
      'Access',
      lineDiff(accessOf(before.graph), accessOf(after.graph)),
      'Nobody may do more or less than before.',
    ),
    section('Images', imageDiff(before.graph, after.graph), 'No image changes.'),
    diffToMarkdown(diffOf(before.cost, after.cost)).trim(),
    `#### Plan\n\n${plan ? planText(plan) : 'Not planned: no sign-in to Azure here.'}`,
  ].join('\n\n')
}

const section = (title: string, lines: readonly string[], nothing: string) =>
  `#### ${title}\n\n${lines.length > 0 ? ['```diff', ...lines, '```'].join('\n') : nothing}`

const accessOf = (graph: Graph) => `${accessTable(graph)}\n${networkTable(graph)}`.split('\n').map(squeezed)

/** A row without its padding: another row's width is no difference. */
const squeezed = (row: string) => row.replaceAll(/ {2,}/g, ' ')

function lineDiff(before: readonly string[], after: readonly string[]): string[] {
  const isRule = (line: string) => /^[|\s-]+$/.test(line)
  return [
    ...before.filter((line) => !after.includes(line) && !isRule(line)).map((line) => `- ${line}`),
    ...after.filter((line) => !before.includes(line) && !isRule(line)).map((line) => `+ ${line}`),
  ]
}

function imageDiff(before: Graph, after: Graph): string[] {
  const [old, now] = [imageHashes(before), imageHashes(after)]
  return [...new Set([...old.keys(), ...now.keys()])].sort().flatMap((image) => {
    const [from, to] = [old.get(image), now.get(image)]
    if (from === to) return []
    return [...(from ? [`- ${image} ${from.slice(0, 12)}`] : []), ...(to ? [`+ ${image} ${to.slice(0, 12)}`] : [])]
  })
}

function planText(plan: PlanSummary): string {
  const lines = plan.stacks.map(({ stack, plannedAfter, failed, changes }) => {
    if (plannedAfter) return `- ${stack}: planned after ${plannedAfter}`
    if (failed) return `- ${stack}: **the plan failed**`
    const count = (action: string) => changes.filter((change) => change.action === action).length
    const counts = ['create', 'update', 'replace', 'delete'].map((action) => `${count(action)} to ${action}`)
    return `- ${stack}: ${changes.length === 0 ? 'no changes' : counts.join(', ')}`
  })
  const lost = plan.stacks.flatMap(({ stack, changes }) =>
    changes
      .filter(({ action }) => action === 'replace' || action === 'delete')
      .map(({ address, action }) => `- **${action}** ${stack} \`${address}\``),
  )
  const warning = lost.length > 0 ? ['', 'What lies in these is lost unless it is kept elsewhere:', ...lost] : []
  return [...lines, ...warning].join('\n')
}

/** Reads a checkout in which `npm run synth` and `npm run cost -- ENV --json > cost.json` were run. */
function readSide(folder: string): Side {
  const stacks = join(folder, 'cdktf.out', 'stacks')
  const read = (name: string) => JSON.parse(readFileSync(join(stacks, name, 'cdk.tf.json'), 'utf8'))
  return {
    graph: readGraph(Object.fromEntries(readdirSync(stacks).map((name) => [name, read(name)]))),
    cost: JSON.parse(readFileSync(join(folder, 'cost.json'), 'utf8')),
  }
}

function readPlan(file: string | undefined): PlanSummary | null {
  if (file === undefined) return null
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    return null
  }
}

if (require.main === module) {
  const { before, after, plan } = new Command('npm run review --')
    .description('Writes what a pull request changes, as Markdown.')
    .requiredOption('--before <dir>', 'checkout of the base, with cdktf.out and cost.json')
    .requiredOption('--after <dir>', 'checkout of the change, with cdktf.out and cost.json')
    .option('--plan <file>', 'what `npm run plan -- ENV --summary FILE` wrote')
    .allowExcessArguments(false)
    .parse()
    .opts<{ before: string; after: string; plan?: string }>()
  console.log(reviewOf(readSide(before), readSide(after), readPlan(plan)))
}
