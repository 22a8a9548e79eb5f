import type { AlgorithmManifest } from '../apps/api/contract'

/** What `slipway.runner.trial` writes. */
export interface TrialReport {
  readonly failure: { readonly code: string; readonly message: string } | null
  readonly exitCode: number | null
  /** From the algorithm's start to its end. */
  readonly seconds: number
  /** Whether it was asked to finish. */
  readonly stopped: boolean
  /** Absent where it failed. */
  readonly files?: readonly { readonly name: string; readonly bytes: number }[]
  readonly progress: {
    /** The newest report; null where there was none that makes sense. */
    readonly last: Readonly<Record<string, unknown>> | null
    /** How many lines or fields were left out, by reason. */
    readonly dropped: Readonly<Record<string, number>>
  }
  readonly incumbents: number
}

export interface Verdict {
  readonly passed: boolean
  /** Each begins with a sign: ✓ as it should be, ! works but could be better, ✗ a run would have failed. */
  readonly lines: readonly string[]
}

/** The largest summary.json that a run shows, in bytes. */
const largestSummary = 64 * 1024

/**
 * What came of a trial, in words for whoever wrote the algorithm.
 * @param summary content of `summary.json`; null where there is none.
 */
export function verdict(report: TrialReport, manifest: AlgorithmManifest, summary: string | null): Verdict {
  const lines = [...ending(report, manifest), ...progress(report), ...summaryLines(summary)]
  return { passed: !lines.some((line) => line.startsWith('✗')), lines }
}

function ending(report: TrialReport, { result, timeLimitSeconds }: AlgorithmManifest): string[] {
  const { failure, seconds, stopped, files = [], incumbents } = report
  if (failure) return [`✗ ${failure.message}`, ...advice(failure.code, report)]
  const lines = [`✓ ended with exit code 0 after ${seconds.toFixed(1)} s${stopped ? ', asked to finish' : ''}`]
  const found = files.find(({ name }) => name === result)
  if (found && found.bytes > 0) {
    lines.push(`✓ wrote the result ${result} (${found.bytes} bytes)`)
  } else if (found) {
    lines.push(`✗ the result ${result} is empty`)
  } else {
    const written = files.map(({ name }) => name).join(', ')
    lines.push(
      `✗ the result is missing: algorithm.yaml says "result: ${result}", but OUTPUT_PATH holds only ${written}`,
      '  Write that file, or name another one in algorithm.yaml.',
    )
  }
  const others = files.filter(({ name }) => name !== result)
  if (others.length > 0) lines.push(`✓ further files for the caller: ${others.map(({ name }) => name).join(', ')}`)
  if (incumbents > 0) lines.push(`✓ ${incumbents} intermediate results in OUTPUT_PATH/incumbents`)
  if (seconds > timeLimitSeconds) {
    lines.push(`✗ took longer than timeLimitSeconds in algorithm.yaml (${timeLimitSeconds} s): a job would be stopped`)
  }
  return lines
}

function advice(code: string, { exitCode, stopped }: TrialReport): string[] {
  switch (code) {
    case 'ResultMissing':
      return ['  Write the result into the folder that the variable OUTPUT_PATH names.']
    case 'OutOfMemory':
      return ['  Use less memory, or a larger profile in algorithm.yaml.']
    case 'ResultTooLarge':
      return ['  Write less, or pack the files.']
    default:
      if (exitCode === null)
        return ['  Check ALGORITHM_COMMAND in the Dockerfile, and that the program is in the image.']
      if (stopped) return ['  On SIGTERM write the best there is to OUTPUT_PATH and end with exit code 0.']
      return ['  An exit code other than 0 is a failed run; the log above says why.']
  }
}

function progress({ progress: { last, dropped } }: TrialReport): string[] {
  const shown = Object.entries(last ?? {})
    .filter(([name]) => name !== 'time')
    .map(([name, value]) => `${name} ${value}`)
    .join(', ')
  const first = last
    ? `✓ reported progress, at last ${shown}`
    : '! no progress was reported: callers see nothing until the end; append JSON lines to PROGRESS_PATH'
  const wrong = Object.entries(dropped).map(([reason, count]) => `! ${count} × progress left out: ${reason}`)
  return [first, ...wrong]
}

function summaryLines(summary: string | null): string[] {
  if (summary === null) return []
  if (Buffer.byteLength(summary) > largestSummary) return ['! summary.json is larger than 64 KiB: it will not be shown']
  try {
    const value = JSON.parse(summary)
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return ['✓ summary.json is readable']
    return ['! summary.json is not a JSON object: it will not be shown']
  } catch {
    return ['! summary.json is not JSON: it will not be shown']
  }
}
