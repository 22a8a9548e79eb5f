import { createHash } from 'node:crypto'

/** A finished span, wherever it happened; times are milliseconds since 1970. */
export interface SpanData {
  readonly traceId: string
  readonly spanId: string
  readonly parentId?: string
  readonly name: string
  /** Who did it: the name by which Application Insights tells parts of the platform apart. */
  readonly service: 'slipway-api' | 'slipway-runner' | 'databricks'
  readonly kind: 'server' | 'client' | 'internal'
  readonly start: number
  readonly end: number
  readonly failed: boolean
  readonly attributes?: Attributes
}

/** Only what this service made itself, or ids: never a text of a caller or of an algorithm. */
export type Attributes = Readonly<Record<string, string | number | boolean>>

/** Names and units of everything that is counted or measured. */
export const instruments = {
  runsAccepted: { name: 'slipway.runs.accepted', kind: 'counter', unit: '{run}' },
  runsEnded: { name: 'slipway.runs.ended', kind: 'counter', unit: '{run}' },
  attemptsFailed: { name: 'slipway.attempts.failed', kind: 'counter', unit: '{attempt}' },
  notificationsMissing: { name: 'slipway.notifications.missing', kind: 'counter', unit: '{run}' },
  cost: { name: 'slipway.cost', kind: 'counter', unit: 'EUR' },
  queueTime: { name: 'slipway.queue.duration', kind: 'histogram', unit: 's' },
  coldStart: { name: 'slipway.cold_start.duration', kind: 'histogram', unit: 's' },
  runTime: { name: 'slipway.run.duration', kind: 'histogram', unit: 's' },
} as const

export type Instrument = keyof typeof instruments

/**
 * Where spans, metrics and log lines go. Nothing here throws, waits or grows: what cannot be sent in time is lost.
 */
export interface Telemetry {
  /** False where everything is dropped, so that nothing need be collected. */
  readonly enabled: boolean
  span(span: SpanData): void
  record(instrument: Instrument, value: number, attributes?: Attributes): void
  /** How many runs are active now, by status. */
  active(counts: ReadonlyMap<string, number>): void
  /** One line of the log, as pino writes it. */
  write(line: string): void
  /** Sends what is left, for a few seconds at most. */
  close(): Promise<void>
}

export const noTelemetry: Telemetry = {
  enabled: false,
  span: () => {},
  record: () => {},
  active: () => {},
  write: () => {},
  close: async () => {},
}

/** A place in a trace: what comes next is below `spanId`. */
export interface TraceContext {
  readonly traceId: string
  readonly spanId: string
}

/** The W3C header, or undefined where it is none. */
export function parseTraceparent(header: string | string[] | undefined): TraceContext | undefined {
  const [, traceId, spanId] = /^00-([0-9a-f]{32})-([0-9a-f]{16})-[0-9a-f]{2}$/.exec(String(header)) ?? []
  if (traceId === undefined || spanId === undefined || /^0+$/.test(traceId) || /^0+$/.test(spanId)) return undefined
  return { traceId, spanId }
}

export function traceparentOf({ traceId, spanId }: TraceContext): string {
  return `00-${traceId}-${spanId}-01`
}

/** The same span id for the same thing, so that its parts can name it before it has ended, also after a restart. */
export function spanIdOf(...names: readonly (string | number)[]): string {
  return createHash('sha256').update(names.join('/')).digest('hex').slice(0, 16)
}
