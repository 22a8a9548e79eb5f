import { setTimeout as delay } from 'node:timers/promises'
import type { TokenCredential } from '@azure/core-auth'
import type { PipelinePolicy } from '@azure/core-rest-pipeline'
import {
  AzureMonitorLogExporter,
  AzureMonitorMetricExporter,
  AzureMonitorTraceExporter,
} from '@azure/monitor-opentelemetry-exporter'
import { type HrTime, ROOT_CONTEXT, SpanKind, SpanStatusCode, TraceFlags, trace } from '@opentelemetry/api'
import { type Resource, resourceFromAttributes } from '@opentelemetry/resources'
import { BatchLogRecordProcessor, LoggerProvider } from '@opentelemetry/sdk-logs'
import { MeterProvider, PeriodicExportingMetricReader } from '@opentelemetry/sdk-metrics'
import { BatchSpanProcessor, type ReadableSpan } from '@opentelemetry/sdk-trace-base'
import { type Instrument, instruments, type SpanData, spanIdOf, type Telemetry } from './telemetry'

/** What is not sent by then is lost: memory is worth more than the oldest telemetry. */
const queue = { maxQueueSize: 1024, maxExportBatchSize: 256, scheduledDelayMillis: 5_000, exportTimeoutMillis: 10_000 }
const requestTimeoutMs = 10_000
const metricIntervalMs = 60_000
const closeMs = 3_000
const troubleIntervalMs = 3_600_000
const scope = { name: 'slipway' }
const kinds = { server: SpanKind.SERVER, client: SpanKind.CLIENT, internal: SpanKind.INTERNAL }

/**
 * Sends telemetry to Application Insights with an Entra token.
 *
 * @param options.onTrouble the endpoint did not take something; told at most once an hour
 * @param options.ca certificate (PEM) to trust for the endpoint, beside those that Node.js trusts
 */
export function startAzureMonitor(options: {
  readonly connectionString: string
  readonly credential: TokenCredential
  readonly onTrouble: () => void
  readonly ca?: string
  /** Milliseconds between two exports of metrics. @default 60,000 */
  readonly metricIntervalMs?: number
}): Telemetry {
  // The exporter's statistics about itself: calls to Microsoft and to the metadata address of virtual machines.
  process.env.APPLICATION_INSIGHTS_NO_STATSBEAT = '1'
  const closing = new AbortController()
  const exporterOptions = {
    connectionString: options.connectionString,
    credential: options.credential,
    // The container's disk is not kept, and a disk that fills up is worse than lost telemetry.
    disableOfflineStorage: true,
    retryOptions: { maxRetries: 0 },
    additionalPolicies: [{ position: 'perCall' as const, policy: watch(options.onTrouble, closing.signal) }],
    ...(options.ca === undefined ? {} : { tlsOptions: { ca: options.ca } }),
  }
  const resources = new Map<SpanData['service'], Resource>()
  const resourceOf = (service: SpanData['service']) => {
    const resource = resources.get(service) ?? resourceFromAttributes({ 'service.name': service })
    resources.set(service, resource)
    return resource
  }
  const resource = resourceOf('slipway-api')
  const spans = new BatchSpanProcessor(new AzureMonitorTraceExporter(exporterOptions), queue)
  const logs = new LoggerProvider({
    resource,
    processors: [new BatchLogRecordProcessor(new AzureMonitorLogExporter(exporterOptions), queue)],
  })
  const logger = logs.getLogger(scope.name)
  const metrics = new MeterProvider({
    resource,
    readers: [
      new PeriodicExportingMetricReader({
        exporter: new AzureMonitorMetricExporter(exporterOptions),
        exportIntervalMillis: options.metricIntervalMs ?? metricIntervalMs,
        exportTimeoutMillis: queue.exportTimeoutMillis,
      }),
    ],
  })
  const meter = metrics.getMeter(scope.name)
  const recorders = new Map(
    (Object.keys(instruments) as Instrument[]).map((key) => {
      const { name, kind, unit } = instruments[key]
      if (kind === 'histogram') {
        const histogram = meter.createHistogram(name, { unit })
        return [key, histogram.record.bind(histogram)] as const
      }
      const counter = meter.createCounter(name, { unit })
      return [key, counter.add.bind(counter)] as const
    }),
  )
  let active: ReadonlyMap<string, number> = new Map()
  meter.createObservableGauge('slipway.runs.active', { unit: '{run}' }).addCallback((result) => {
    for (const [status, count] of active) result.observe(count, { status })
  })

  return {
    enabled: true,
    span: (span) => spans.onEnd(readable(span, resourceOf(span.service))),
    record: (instrument, value, attributes) => recorders.get(instrument)?.(value, attributes),
    active: (counts) => {
      active = counts
    },
    write(line) {
      const record = logRecordOf(line)
      if (record) logger.emit(record)
    },
    async close() {
      const parts = [spans.shutdown(), logs.shutdown(), metrics.shutdown()]
      await Promise.race([
        Promise.allSettled(parts),
        delay(closeMs, undefined, { signal: closing.signal }).catch(() => {}),
      ])
      closing.abort()
    },
  }
}

/** A log line as a record in its trace; undefined for those that a span says better, and for what is none. */
function logRecordOf(line: string) {
  let fields: Record<string, unknown>
  try {
    fields = JSON.parse(line)
  } catch {
    return undefined
  }
  const { level, time, msg, traceId, spanId, runId, ...rest } = fields
  if (typeof msg !== 'string' || msg === 'request') return undefined
  const context =
    typeof traceId === 'string'
      ? trace.setSpanContext(ROOT_CONTEXT, {
          traceId,
          spanId: typeof spanId === 'string' ? spanId : spanIdOf(String(runId)),
          traceFlags: TraceFlags.SAMPLED,
        })
      : ROOT_CONTEXT
  const plain = Object.entries({ runId, ...rest }).filter(([, value]) =>
    ['string', 'number', 'boolean'].includes(typeof value),
  )
  return {
    // Both count in steps of four numbers per level: pino from 10 (trace) by tens, OpenTelemetry from 1.
    severityNumber: Math.min(24, Math.max(1, Math.round((Number(level) / 10 - 1) * 4 + 1))),
    timestamp: new Date(typeof time === 'number' ? time : String(time)),
    body: msg,
    attributes: Object.fromEntries(plain) as Record<string, string | number | boolean>,
    context,
  }
}

function readable(span: SpanData, resource: Resource): ReadableSpan {
  const { traceId, spanId, parentId, name, kind, start, attributes = {} } = span
  const end = Math.max(start, span.end)
  const context = { traceId, spanId, traceFlags: TraceFlags.SAMPLED }
  return {
    name,
    kind: kinds[kind],
    spanContext: () => context,
    ...(parentId === undefined ? {} : { parentSpanContext: { ...context, spanId: parentId } }),
    startTime: hrTime(start),
    endTime: hrTime(end),
    duration: hrTime(end - start),
    ended: true,
    status: { code: span.failed ? SpanStatusCode.ERROR : SpanStatusCode.OK },
    attributes: { ...attributes },
    links: [],
    events: [],
    resource,
    instrumentationScope: scope,
    droppedAttributesCount: 0,
    droppedEventsCount: 0,
    droppedLinksCount: 0,
  }
}

function hrTime(milliseconds: number): HrTime {
  const seconds = Math.floor(milliseconds / 1000)
  return [seconds, Math.round((milliseconds - seconds * 1000) * 1e6)]
}

/**
 * Bounds every request, also the one for its token, and tells of what is not taken: without a disk the exporter calls
 * a refusal (401, 403, 429, 5xx) a success.
 */
function watch(onTrouble: () => void, abortSignal: AbortSignal): PipelinePolicy {
  let toldAt = Number.NEGATIVE_INFINITY
  const trouble = () => {
    if (abortSignal.aborted || Date.now() - toldAt < troubleIntervalMs) return
    toldAt = Date.now()
    onTrouble()
  }
  return {
    name: 'watch',
    async sendRequest(request, next) {
      request.abortSignal = AbortSignal.any([abortSignal, AbortSignal.timeout(requestTimeoutMs)])
      try {
        const response = await next(request)
        if (response.status >= 400 || response.status === 206) trouble()
        return response
      } catch (error) {
        trouble()
        throw error
      }
    },
  }
}
