import { setFlagsFromString } from 'node:v8'
import { ManagedIdentityCredential } from '@azure/identity'
import { pino } from 'pino'
import { parseSettings } from './settings'
import { startApi } from './start-api'

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
  const log = pino({ base: null, timestamp: pino.stdTimeFunctions.isoTime })
  const credential = new ManagedIdentityCredential({ clientId: settings.identityClientId })
  const api = await startApi({ settings, log, credential })
  log.info({ port: api.port }, 'listening')

  const stop = () => {
    const timer = setTimeout(() => {
      log.warn('requests were still under way when the time to end was over')
      process.exit(1)
    }, drainMs)
    timer.unref()
    api.close().then(
      () => process.exit(0),
      () => process.exit(1),
    )
  }
  process.once('SIGTERM', stop)
  process.once('SIGINT', stop)
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : 'The API cannot start')
  process.exitCode = 1
})
