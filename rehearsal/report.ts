import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Step, secondsOf } from './times'
import type { TranscriptSummary } from './transcript'

/** What one check, scenario or planted mistake came to. */
export interface Outcome {
  readonly name: string
  readonly kind: 'check' | 'scenario' | 'mistake'
  readonly seconds: number
  readonly result: 'passed' | 'failed' | 'not reached'
  /** What was seen, or why it failed or was not reached; of a planted mistake the message that was asked for. */
  readonly says: string
  /** Why what comes after it cannot be reached; absent where it can. */
  readonly blocks?: string
}

export const marks: Readonly<Record<Outcome['result'], string>> = { passed: '✓', failed: '✗', 'not reached': '–' }

/** `report.json`. */
export interface Report {
  readonly environment: string
  readonly mode: 'gate' | 'quick' | 'one stack'
  readonly passed: boolean
  /** Why it ended early; absent where it did not. */
  readonly failure?: string
  readonly began: string
  readonly seconds: number
  /** Resources by stack; how many there were when all was deployed. */
  readonly resources: Readonly<Record<string, number>>
  readonly steps: readonly Step[]
  readonly outcomes: readonly Outcome[]
  /** What `--quick` left out. */
  readonly leftOut: readonly string[]
  readonly transcript: TranscriptSummary
  readonly simulator: {
    /** Of its process: the most that it had in memory, in MiB. */
    readonly peakMiB: number | null
    /** Seconds in which Terraform ran. */
    readonly terraformSeconds: number
    /** Of these, seconds in which the simulator was answering it. */
    readonly busySeconds: number
  }
}

/** Writes `report.json` and `report.md`. @returns the path of the latter */
export function writeReport(folder: string, report: Report): string {
  writeFileSync(join(folder, 'report.json'), `${JSON.stringify(report, null, 2)}\n`)
  const path = join(folder, 'report.md')
  writeFileSync(path, markdown(report))
  return path
}

export function markdown(report: Report): string {
  const { environment, mode, passed, failure, began, seconds, outcomes, leftOut, transcript, simulator } = report
  const waiting = simulator.terraformSeconds - simulator.busySeconds
  return [
    `# Rehearsal of ${environment}: ${passed ? 'passed' : 'FAILED'}`,
    '',
    `${began}, ${mode}, ${minutes(seconds)}.`,
    ...(failure === undefined ? [] : ['', '```', failure, '```']),
    ...section('Stacks', stackTable(report)),
    ...section('Checks', outcomeTable(outcomes, 'check')),
    ...section('Scenarios', outcomeTable(outcomes, 'scenario')),
    ...section('Planted mistakes', mistakeTexts(outcomes)),
    ...section(
      'Left out by --quick',
      leftOut.map((line) => `- ${line}`),
    ),
    ...section('Requests to the simulated Azure', [
      `${transcript.requests} requests, transcript of ${(transcript.bytes / 1024).toFixed(0)} KiB.`,
      `Answer time: median ${transcript.medianMs.toFixed(1)} ms, 95 % within ${transcript.percentile95Ms.toFixed(1)} ms.`,
      '',
      '| host | requests |',
      '| --- | ---: |',
      ...Object.entries(transcript.byHost)
        .sort(([, one], [, other]) => other - one)
        .map(([host, count]) => `| ${host} | ${count} |`),
    ]),
    ...section('Where the time goes', [
      `Terraform ran for ${simulator.terraformSeconds.toFixed(0)} s. In ${simulator.busySeconds.toFixed(1)} s of these the simulator was answering it; in ${waiting.toFixed(0)} s Terraform and its providers worked or waited by themselves.`,
      ...(simulator.peakMiB === null
        ? []
        : [`The simulator's process had at most ${simulator.peakMiB.toFixed(0)} MiB in memory.`]),
    ]),
    '',
  ].join('\n')
}

const stackSteps = ['init', 'validate', 'plan', 'apply', 'second plan', 'destroy']

function stackTable({ steps, resources }: Report): string[] {
  const stacks = [...new Set(steps.flatMap(({ stack }) => (stack === undefined ? [] : [stack])))]
  if (stacks.length === 0) return []
  // The first of each: scenarios plan and apply again.
  const seconds = (stack: string, name: string) => {
    const step = steps.find((one) => one.stack === stack && one.name === name)
    return step ? secondsOf(step).toFixed(1) : ''
  }
  return [
    `| stack | resources | ${stackSteps.map((name) => `${name} s`).join(' | ')} |`,
    `| --- | ---: | ${stackSteps.map(() => '---:').join(' | ')} |`,
    ...stacks.map(
      (stack) =>
        `| ${stack} | ${resources[stack] ?? ''} | ${stackSteps.map((name) => seconds(stack, name)).join(' | ')} |`,
    ),
    '',
    '| step | seconds |',
    '| --- | ---: |',
    ...steps
      .filter(({ stack }) => stack === undefined)
      .map((step) => `| ${step.name}${step.failed ? ' (failed)' : ''} | ${secondsOf(step).toFixed(1)} |`),
  ]
}

function outcomeTable(outcomes: readonly Outcome[], kind: Outcome['kind']): string[] {
  const some = outcomes.filter((one) => one.kind === kind)
  if (some.length === 0) return []
  return [
    '| | what | seconds | seen |',
    '| --- | --- | ---: | --- |',
    ...some.map(
      ({ name, result, seconds, says }) =>
        `| ${marks[result]} | ${name} | ${seconds.toFixed(1)} | ${says.replaceAll('|', '\\|').replaceAll('\n', '<br>')} |`,
    ),
  ]
}

function mistakeTexts(outcomes: readonly Outcome[]): string[] {
  return outcomes
    .filter(({ kind }) => kind === 'mistake')
    .flatMap(({ name, result, seconds, says }) => [
      `### ${marks[result]} ${name} (${seconds.toFixed(0)} s)`,
      '',
      '```',
      says,
      '```',
      '',
    ])
}

function section(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : ['', `## ${title}`, '', ...lines]
}

export function minutes(seconds: number): string {
  const whole = Math.round(seconds)
  return whole < 60 ? `${whole} s` : `${Math.floor(whole / 60)} min ${whole % 60} s`
}
