import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { App } from 'cdktf'
import { buildContexts } from '../deploy/image-contexts'
import { parsedStacks } from '../deploy/parsed-stacks'
import { prod } from '../environments/prod'
import { prepareEnvironment } from '../environments/validation'
import { compose } from '../main'
import { readGraph } from '../review/graph'
import { imageTable } from '../review/image-table'

test('a review says which image changes: "npm run test:update" after a change of what an image holds', async () => {
  const work = mkdtempSync(join(tmpdir(), 'images-'))
  try {
    const algorithms = prepareEnvironment(prod, new Date('2026-11-24'))
    const app = new App({ outdir: join(work, 'out') })
    compose(app, prod, { algorithms, contexts: await buildContexts(algorithms, join(work, 'contexts')) })
    expect(`\n${imageTable(readGraph(parsedStacks(app)))}\n`).toMatchSnapshot()
  } finally {
    rmSync(work, { recursive: true })
  }
})
