import { createReadStream, existsSync, statSync } from 'node:fs'
import { createInterface } from 'node:readline'

/** One line of the simulator's transcript, as far as it is counted. */
interface Entry {
  /** When the answer was complete. */
  readonly time: string
  readonly caller: string
  readonly host: string
  readonly status: number
  readonly ms: number
}

export interface TranscriptSummary {
  readonly requests: number
  readonly bytes: number
  /** By what is played: `management.azure.com`, `*.vault.azure.net`, … */
  readonly byHost: Readonly<Record<string, number>>
  readonly medianMs: number
  readonly percentile95Ms: number
  /** Seconds in which at least one of Terraform's requests was being answered. */
  readonly busySeconds: number
}

/** @param deployment when Terraform ran, in milliseconds since 1970 */
export async function summariseTranscript(
  file: string,
  deployment: readonly { readonly from: number; readonly to: number }[],
): Promise<TranscriptSummary> {
  const times: number[] = []
  const byHost: Record<string, number> = {}
  const answering: { from: number; to: number }[] = []
  if (existsSync(file)) {
    for await (const line of createInterface({ input: createReadStream(file) })) {
      const { time, caller, host, ms }: Entry = JSON.parse(line)
      times.push(ms)
      const kind = kindOf(host)
      byHost[kind] = (byHost[kind] ?? 0) + 1
      const to = Date.parse(time)
      const during = deployment.some((one) => one.from <= to && to <= one.to)
      if (during && (caller === 'deployer' || caller === 'docker-engine')) answering.push({ from: to - ms, to })
    }
  }
  times.sort((one, other) => one - other)
  return {
    requests: times.length,
    bytes: existsSync(file) ? statSync(file).size : 0,
    byHost,
    medianMs: times[Math.floor(times.length / 2)] ?? 0,
    percentile95Ms: times[Math.floor(times.length * 0.95)] ?? 0,
    busySeconds: union(answering) / 1000,
  }
}

/** Hosts of one kind differ in their first label. */
function kindOf(host: string): string {
  const fixed = ['management.azure.com', 'graph.microsoft.com', 'login.microsoftonline.com']
  return fixed.includes(host) ? host : host.replace(/^[^.]+(\.\d+)?\./, '*.')
}

/** Length of what the spans cover together. */
function union(spans: readonly { from: number; to: number }[]): number {
  let covered = 0
  let end = Number.NEGATIVE_INFINITY
  for (const { from, to } of [...spans].sort((one, other) => one.from - other.from)) {
    covered += Math.max(0, to - Math.max(from, end))
    end = Math.max(end, to)
  }
  return covered
}
