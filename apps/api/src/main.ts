import { setFlagsFromString } from 'node:v8'
import type { TokenCredential } from '@azure/core-auth'
import { ManagedIdentityCredential } from '@azure/identity'
import { pino } from 'pino'
import { parseSettings, type Settings } from './settings'
import { startApi } from './start-api'
import { noTelemetry } from './telemetry'

/** What App Service allows between SIGTERM and SIGKILL, less a reserve. */
const drainMs = 25_000
/**
 * How far the heap may grow before it is collected, in percent. V8's own choice, up to four times what is alive, takes
 * 50 MiB more of the small plan's memory and saves little time.
 */
const heapGrowingPercent = 20

async function main(): Promise<void> {
  setFlagsFromString(`--heap-growing-percent=${heapGrowingPercent}`)
  const settings = parseSettings(process.env)
  const credential = new ManagedIdentityCredential({ clientId: settings.identityClientId })
  const telemetry = await openTelemetry(settings, credential, () => log.warn('Application Insights takes no telemetry'))
  const streams = [{ stream: pino.destination(1) }, ...(telemetry.enabled ? [{ stream: telemetry }] : [])]
  const log = pino({ base: null, timestamp: pino.stdTimeFunctions.isoTime }, pino.multistream(streams))
  const api = await startApi({ settings, log, credential, telemetry })
  log.info({ port: api.port }, 'listening')

  const stop = () => {
    const timer = setTimeout(() => {
      log.warn('requests were still under way when the time to end was over')
      process.exit(1)
    }, drainMs)
    timer.unref()
    const closed = api.close().then(() => telemetry.close())
    closed.then(
      () => process.exit(0),
      () => process.exit(1),
    )
  }
  process.once('SIGTERM', stop)
  process.once('SIGINT', stop)
}

async function openTelemetry(settings: Settings, credential: TokenCredential, onTrouble: () => void) {
  if (settings.insights === '') return noTelemetry
  // Loaded only where it is used: it takes several MiB of memory.
  const { startAzureMonitor } = await import('./azure-monitor')
  return startAzureMonitor({ connectionString: settings.insights, credential, onTrouble })
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : 'The API cannot start')
  process.exitCode = 1
})
