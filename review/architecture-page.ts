import { composeUnbuilt } from '../deploy/compose-unbuilt'
import { parsedStacks } from '../deploy/parsed-stacks'
import { prod } from '../environments/prod'
import { deploymentDiagram } from './diagram'
import { readGraph } from './graph'

export const architectureFile = 'docs/architecture.md'

const begin = '<!-- diagram: npm run diagram -->'
const end = '<!-- end of diagram -->'

/**
 * The page with the diagram of production as it is synthesised now between its two markers.
 * @param today for the environment's dates.
 * @throws where a marker is missing.
 */
export function withDiagram(page: string, today: Date): string {
  const [before, rest] = page.split(begin)
  const [, after] = (rest ?? '').split(end)
  if (before === undefined || after === undefined) {
    throw new Error(`${architectureFile} must hold the lines "${begin}" and "${end}"; the diagram stands between them`)
  }
  const diagram = composeUnbuilt(prod, today, (app) => deploymentDiagram(readGraph(parsedStacks(app))))
  return `${before}${begin}\n${diagram}\n${end}${after}`
}
