import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { App } from 'cdktf'
import { runbooks } from './apps/runbook/contract'
import { type BuildContext, pinFiles } from './constructs/build-context'
import { enforcePolicies } from './constructs/policies/policies'
import { tagStacks } from './constructs/tags'
import { assertWithinBudget } from './cost/budget'
import type { CostReport } from './cost/cost-report'
import { estimate } from './cost/model'
import { runCost } from './cost/run-cost'
import { algorithmImage, apiImage, buildContexts, type ContextBuilder } from './deploy/image-contexts'
import type { Algorithm } from './environments/algorithms'
import { type ComputeProfile, type Environment, environmentNames } from './environments/environment'
import { environments } from './environments/environments'
import { automationSchedule, firstStart } from './environments/schedule'
import { prepareEnvironment } from './environments/validation'
import { Api } from './stacks/api'
import { Databricks } from './stacks/databricks'
import { Foundation } from './stacks/foundation'
import { Images } from './stacks/images'
import { Jobs } from './stacks/jobs'
import { Notifications } from './stacks/notifications'

/** What was prepared before the stacks are made: the algorithms offered, and a build context for each image. */
export interface Built {
  readonly algorithms: readonly Algorithm[]
  readonly contexts: readonly BuildContext[]
}

/** Makes every stack of the environment. */
export function compose(app: App, environment: Environment, { algorithms, contexts }: Built): void {
  const { name, subscriptionId, location, state, databricksAuthentication } = environment
  const space = { environment: name, subscriptionId }
  const tags = { ...environment.tags, environment: name, owner: environment.owner, product: 'slipway' }
  const foundation = new Foundation(app, 'foundation', { ...environment, space })
  const { identities, registry, resourceGroupName, vault, entraClientId, logAnalyticsWorkspaceId } = foundation
  const place = { space, location, state, resourceGroupName, logAnalyticsWorkspaceId }
  const databricks = new Databricks(app, 'databricks', {
    ...place,
    variant: environment.network.variant,
    network: foundation.network,
  })
  const images = new Images(app, 'images', {
    ...environment,
    resourceGroupName,
    registry,
    contexts,
    baseOf: (repository) => environment.baseImages[repository === apiImage ? 'api' : 'algorithms'],
  })
  const { automationAccountName } = new Notifications(app, 'notifications', {
    ...place,
    notifications: environment.notifications,
    identity: identities.runbook,
    entraClientId,
    runbooks: { notify: runbookText(runbooks.notify.file), submit: runbookText(runbooks.submit.file) },
  })
  const { jobIds } = new Jobs(app, 'jobs', {
    ...environment,
    resourceGroupName,
    workspace: { url: databricks.workspaceUrl, resourceId: databricks.workspaceResourceId },
    registry,
    vaultId: vault.id,
    automationAccountName,
    principals: {
      api:
        databricksAuthentication.kind === 'managed-identity'
          ? identities.api.clientId
          : databricksAuthentication.clientId,
      job: identities.job.clientId,
      runbook: identities.runbook.clientId,
    },
    algorithms: algorithms.map(({ manifest }) => {
      const repository = algorithmImage(manifest.name)
      return { manifest, repository, image: images.image(repository) }
    }),
    tags,
  })
  new Api(app, 'api', {
    ...environment,
    ...place,
    image: images.image(apiImage),
    identity: identities.api,
    subnetId: foundation.network.apiSubnetId,
    entraClientId,
    storage: foundation.storage,
    vault,
    workspaceUrl: databricks.workspaceUrl,
    applicationInsightsName: foundation.applicationInsights.name,
    actionGroupId: foundation.actionGroupId,
    automationAccountName,
    algorithms: algorithms.map(({ manifest }) => ({
      manifest,
      jobIds: jobIds[manifest.name] ?? {},
      eurPerHour: Object.fromEntries(
        Object.entries(environment.compute.profiles).map(([profile, settings]) => [
          profile,
          eurPerHour(environment, settings),
        ]),
      ),
    })),
    scheduledRuns: scheduledRuns(environment),
  })
  tagStacks(app, tags)
}

function runbookText(file: string): string {
  return readFileSync(join(__dirname, 'apps', 'runbook', file), 'utf8')
}

/** What a run is charged for: the node with all that comes with it, to a hundredth of a cent. */
function eurPerHour({ location, network, usage }: Environment, { nodeType, spot }: ComputeProfile): number {
  const { total } = runCost({
    region: location,
    nodeType,
    minutes: 60,
    spotDiscount: spot ? usage.spotDiscount : 0,
    publicNode: network.variant === 'injected-public-nodes',
  })
  return Number((total * usage.eurPerUsd).toFixed(4))
}

function scheduledRuns({ schedules, dates }: Environment) {
  return schedules.map(({ cron, timeZone, input, ...run }) => {
    if (dates.scheduleStart === null) throw new Error(`schedule "${run.name}" needs dates.scheduleStart`)
    const startTime = firstStart(cron, dates.scheduleStart, timeZone)
    return {
      ...run,
      inputFile: join(__dirname, input),
      timing: { cron, ...automationSchedule(cron), startTime, timeZone },
    }
  })
}

function chosenEnvironment(): Environment {
  const name = process.env.SLIPWAY_ENVIRONMENT ?? 'dev'
  const known = environmentNames.find((candidate) => candidate === name)
  if (!known) throw new Error(`SLIPWAY_ENVIRONMENT is "${name}"; it must be one of ${environmentNames.join(', ')}`)
  return environments[known]
}

/**
 * Checks the environment, builds what is deployed and writes the Terraform JSON of all stacks.
 * @param outdir @default - CDKTF_OUTDIR, else `cdktf.out`
 * @throws where the environment has mistakes or costs more than its budget, a bundle or wheel cannot be built, or a
 *   stack breaks a policy.
 */
export async function synthesise(
  environment: Environment,
  { build = buildContexts, outdir }: { readonly build?: ContextBuilder; readonly outdir?: string } = {},
): Promise<void> {
  const today = new Date()
  const algorithms = prepareEnvironment(environment, today)
  const work = mkdtempSync(join(tmpdir(), 'slipway-synth-'))
  try {
    const app = new App(outdir === undefined ? {} : { outdir })
    const contexts = await build(algorithms, work)
    withPlainStackTraces(() => compose(app, environment, { algorithms, contexts }))
    const policies = enforcePolicies(app, environment.name, isoDate(today))
    app.synth()
    policies.assertWaiversUsed()
    const stacks = join(app.outdir, 'stacks')
    pinAssets(stacks)
    assertWithinBudget(costOf(environment, writtenStacks(stacks), isoDate(today)))
  } finally {
    rmSync(work, { recursive: true })
  }
}

/**
 * CDKTF takes a stack trace for every token, and to find each line in our sources would take a fifth of the synth. An
 * error's own trace is put into words later, when it is read, and still names our sources.
 */
function withPlainStackTraces(work: () => void): void {
  const { prepareStackTrace } = Error
  Reflect.deleteProperty(Error, 'prepareStackTrace')
  try {
    work()
  } finally {
    Object.assign(Error, { prepareStackTrace })
  }
}

/**
 * What a month of the environment costs.
 * @param stacks the Terraform JSON of each stack, by name.
 * @param today `YYYY-MM-DD`, for the age of prices.
 */
export function costOf(
  { name, location, usage, compute, budget }: Environment,
  stacks: Readonly<Record<string, unknown>>,
  today: string,
): CostReport {
  const { profiles } = compute
  return estimate({
    environment: name,
    region: location,
    stacks,
    usage,
    profiles,
    budgetPerMonth: budget.perMonth,
    today,
  })
}

function writtenStacks(folder: string): Record<string, unknown> {
  const read = (stack: string) => JSON.parse(readFileSync(join(folder, stack, 'cdk.tf.json'), 'utf8'))
  return Object.fromEntries(readdirSync(folder).map((stack) => [stack, read(stack)]))
}

const isoDate = (date: Date) => date.toISOString().slice(0, 10)

/** Copying gave the assets new times and this machine's modes. */
function pinAssets(stacks: string): void {
  for (const stack of readdirSync(stacks)) {
    const assets = join(stacks, stack, 'assets')
    if (existsSync(assets)) pinFiles(assets)
  }
}

async function main(): Promise<void> {
  try {
    await synthesise(chosenEnvironment())
  } catch (error) {
    // Mistakes are told in one message; where they lie in our sources helps with anything else only.
    console.error(error instanceof Error && error.constructor === Error ? error.message : error)
    process.exitCode = 1
  }
}

if (require.main === module) void main()
