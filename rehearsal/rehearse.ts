import { existsSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { openProject, synthesise } from '../deploy/project'
import { chooseStacks, readStacks, type Stack } from '../deploy/stacks'
import { rehearsal as environment } from '../environments/rehearsal'
import { type AzureClient, azureClient } from './azure-client'
import { bootstrap } from './bootstrap'
import { chosenCases } from './cases'
import { grantRole } from './checks/caller-role'
import { checks } from './checks/checks'
import { terraformEnvironment } from './child-environment'
import { type Deployment, destroyAll, startDeployment } from './deployment'
import { explore } from './explore'
import type { Folders } from './folders'
import { inTurn } from './in-turn'
import type { Interruption } from './interruption'
import { leftovers } from './leftovers'
import { bringWebAppToLife } from './life/web-app'
import type { Options } from './options'
import { startPlatform } from './platform'
import { prepareProviders } from './providers'
import { leaveOutSlow } from './quick'
import type { Rehearsal } from './rehearsal'
import { marks, minutes, type Outcome, writeReport } from './report'
import { createTimes, type Step, secondsOf } from './times'
import { summariseTranscript } from './transcript'

/** How long a cluster takes to start; in Azure it is minutes. */
export const coldStartSeconds = 2

export interface Result {
  readonly passed: boolean
  /** What cannot be had, where nothing could be rehearsed. */
  readonly skipped?: string
}

/** Deploys, uses and destroys everything, and writes the report of it. */
export async function rehearse(folders: Folders, options: Options, interrupted: Interruption): Promise<Result> {
  // A misspelt name is told before anything is started.
  chosenCases(options)
  const began = Date.now()
  const times = createTimes()
  console.log(`Rehearsal of ${environment.name} in ${folders.work}`)
  const all = await times.measure('synth', () => synthesised(folders))
  const stacks = withUpstream(all, options.stack)
  const skipped = await prepareProviders(stacks, {
    cache: folders.providers,
    configFile: folders.terraformConfig,
  })
  if (skipped !== undefined) return { passed: false, skipped }
  const leftOut = options.quick ? leaveOutSlow(stacks) : []
  if (leftOut.length > 0) console.log(['Left out by --quick:', ...leftOut].join('\n  - '))

  const platform = await times.measure('start of the simulated Azure', () =>
    startPlatform({ environment, dataDir: folders.platform, engineDir: folders.engine, coldStartSeconds }),
  )
  interrupted.watch(() => Object.values(platform.pids()))
  const rehearsal: Rehearsal = {
    ...{ folders, environment, platform, stacks, times },
    surroundings: { env: terraformEnvironment(platform, folders), signal: interrupted.signal },
    made: new Map(),
  }
  const outcomes: Outcome[] = []
  const resources: Record<string, number> = {}
  let failure: string | undefined
  try {
    await act(rehearsal, options, outcomes, resources)
  } catch (error) {
    failure = error instanceof Error ? error.message : String(error)
    console.error(`\n${failure}`)
  }
  const peakMiB = peakMemory(platform.pids().azure)
  await platform.stop()
  const passed = failure === undefined && outcomes.every(({ result }) => result === 'passed')
  const terraform = spans(times.steps)
  const transcript = await summariseTranscript(platform.transcriptFile, terraform)
  const seconds = (Date.now() - began) / 1000
  const path = writeReport(folders.work, {
    ...{ environment: environment.name, passed, seconds, resources, outcomes, leftOut, transcript },
    mode: options.quick ? 'quick' : options.stack ? 'one stack' : 'gate',
    ...(failure !== undefined && { failure }),
    began: new Date(began).toISOString(),
    steps: times.steps,
    simulator: {
      peakMiB,
      terraformSeconds: terraform.reduce((sum, span) => sum + secondsOf(span), 0),
      busySeconds: transcript.busySeconds,
    },
  })
  if (interrupted.signal.aborted) {
    console.error(`Stopped. Nothing runs any more; left are files: ${folders.work}, and images in ${folders.engine}.`)
  }
  console.log(`\nRehearsal ${passed ? 'passed' : 'FAILED'} in ${minutes(seconds)}. Report: ${path}`)
  return { passed }
}

async function act(
  rehearsal: Rehearsal,
  options: Options,
  outcomes: Outcome[],
  resources: Record<string, number>,
): Promise<void> {
  const { times, platform } = rehearsal
  const azure = azureClient(platform, 'deployer', platform.deployer)
  const stateGroup = await times.measure('bootstrap', () => bootstrap(azure, environment))
  console.log('\nDeploying')
  const deployment = startDeployment(rehearsal)
  const applied = times.measure('deployment', () => deployment.applied)
  const settle = async () => {
    if (!options.quick) await deployment.planAgain()
    await applied
    for (const [stack, made] of rehearsal.made) resources[stack] = made.length
    if (!options.quick) await times.measure('second plans', () => deployment.planAgain())
    deployment.close()
  }
  try {
    if (options.quick || options.stack) await settle()
    else await use(rehearsal, azure, options, { ...deployment, settle }, outcomes)
  } finally {
    // What Terraform has begun it must bring to its end, also where what was there already is of no use.
    await applied.catch(() => {})
    deployment.close()
  }
  if (options.quick || options.keep) return
  console.log('\nDestroying')
  await times.measure('destruction', () => destroyAll(rehearsal))
  const left = await leftovers(rehearsal, azure, stateGroup)
  if (left.length > 0) throw new Error(['after the destruction there is still:', ...left].join('\n  - '))
}

/**
 * Brings what was deployed to life as soon as it can be used, and does every check on it; scenarios and mistakes when the
 * deployment is settled.
 */
async function use(
  rehearsal: Rehearsal,
  azure: AzureClient,
  options: Options,
  { usable, print, settle }: Pick<Deployment, 'print' | 'usable'> & { settle(): Promise<void> },
  outcomes: Outcome[],
): Promise<void> {
  const { times } = rehearsal
  await usable()
  print('\nUsing what was deployed')
  const live = await times.measure('start of the web app', () => bringWebAppToLife(rehearsal))
  try {
    await grantRole(rehearsal, azure, rehearsal.platform.callers.granted, 'submit')
    const context = { rehearsal, azure, live }
    const tell = (outcome: Outcome) => {
      outcomes.push(outcome)
      print(linesOf(outcome))
    }
    const gate = checks.map((check) => ({ kind: 'check' as const, check }))
    await times.measure('checks', () => inTurn(gate, context, tell))
    await settle()
    const cases = chosenCases(options)
    if (cases.length > 0) {
      console.log('\nScenarios and planted mistakes')
      const passed = outcomes.every(({ result }) => result === 'passed')
      const obstacle = passed ? undefined : 'it needs a platform on which every check passes'
      await times.measure('scenarios', () => inTurn(cases, context, tell, obstacle))
    }
    if (rehearsal.surroundings.signal?.aborted) throw new Error('The rehearsal was stopped: nothing is destroyed.')
    if (options.keep) await explore(rehearsal, live)
  } finally {
    await live.stop()
  }
}

function linesOf({ result, name, seconds, says }: Outcome): string {
  const [first = '', ...more] = says.split('\n')
  return [`${marks[result]} ${name} (${seconds.toFixed(1)} s): ${first}`, ...more.map((line) => `  ${line}`)].join('\n')
}

async function synthesised(folders: Folders): Promise<Stack[]> {
  const project = { ...openProject(folders.root), output: relative(folders.root, folders.synthesised) }
  await synthesise(project, environment)
  return readStacks(project)
}

/** The stack with all that it reads, directly or through others. */
function withUpstream(all: readonly Stack[], name: string | undefined): Stack[] {
  const needed = (stack: Stack): Stack[] => [
    stack,
    ...all.filter((one) => stack.upstream.includes(one.name)).flatMap(needed),
  ]
  const chosen = new Set(chooseStacks(all, name).flatMap(needed))
  return all.filter((stack) => chosen.has(stack))
}

/** When Terraform deployed and destroyed. */
function spans(steps: readonly Step[]): readonly Step[] {
  return steps.filter(({ name }) => ['deployment', 'second plans', 'destruction'].includes(name))
}

/** MiB; null where the kernel does not tell. */
function peakMemory(pid: number | undefined): number | null {
  const file = join('/proc', String(pid), 'status')
  const kib = existsSync(file) ? /^VmHWM:\s+(\d+) kB/m.exec(readFileSync(file, 'utf8'))?.[1] : undefined
  return kib === undefined ? null : Number(kib) / 1024
}
