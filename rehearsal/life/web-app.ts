import { setTimeout as delay } from 'node:timers/promises'
import type { Environment } from '../../environments/environment'
import type { Part } from '../../local/supervisor'
import { azureClient } from '../azure-client'
import { type Deployed, explained } from '../explained'
import type { Platform } from '../platform'
import { resolveSettings, type UnresolvedReference } from './app-settings'
import { runSiteContainer, type SiteContainer } from './site-container'
import { startFrontEnd } from './site-front-end'
import { pullSiteImage } from './site-image'
import { readSite, type SiteRecord } from './site-record'

/** How often an app that starts is asked for its health, in milliseconds, and how long one answer may take. */
const pollMs = 250
const answerMs = 5_000

export interface LiveWebApp {
  /** `https://<site>.azurewebsites.net`, reached through the proxy. */
  readonly api: string
  /** What the running container got instead of secrets. */
  unresolved(): readonly UnresolvedReference[]
  /** The last lines that the container wrote. */
  logs(): Promise<string>
  /**
   * Takes up what the record says now, as App Service does when settings change.
   * @param signal ends the wait for a healthy app
   * @throws where it does not get healthy
   */
  restart(signal?: AbortSignal): Promise<void>
  stop(): Promise<void>
}

export interface LifeOptions extends Pick<Deployed, 'made'> {
  readonly environment: Pick<Environment, 'name' | 'subscriptionId'>
  readonly platform: Pick<
    Platform,
    'caFile' | 'controlUrl' | 'dataDir' | 'deployer' | 'dockerHost' | 'entraUrl' | 'logs' | 'proxyUrl' | 'tenantId'
  >
  /**
   * How long the app may take until its health check is passed.
   * @default 230, Azure's WEBSITES_CONTAINER_START_TIME_LIMIT
   */
  readonly startLimitSeconds?: number
}

/**
 * Brings the web app to life from nothing but its record in Resource Manager: references resolved, image pulled and run
 * with its identity, authentication in front of it as configured.
 * @throws as `explained` does, with what the app wrote and answered where it does not get healthy; nothing of it is then
 * left
 */
export async function bringWebAppToLife(options: LifeOptions): Promise<LiveWebApp> {
  let running = await explained(options, () => start(options))
  return {
    get api() {
      return `https://${running.site.hostName}`
    },
    unresolved: () => running.unresolved,
    logs: () => running.container.logs(),
    async restart(signal) {
      await running.stop()
      running = await start(options, signal)
    },
    stop: () => running.stop(),
  }
}

interface RunningSite {
  readonly site: SiteRecord
  readonly container: SiteContainer
  readonly unresolved: readonly UnresolvedReference[]
  stop(): Promise<void>
}

async function start(
  { environment, platform, startLimitSeconds = 230 }: LifeOptions,
  signal?: AbortSignal,
): Promise<RunningSite> {
  const client = azureClient(platform, 'app-service', platform.deployer)
  const site = await readSite(client, environment)
  const { settings, unresolved } = await resolveSettings(site, client, platform)
  await pullSiteImage(site, client, platform)
  const container = await runSiteContainer(site, settings, platform)
  let front: Part<{ readonly url: string }> | undefined
  const stop = async () => {
    // A simulated Azure that is gone has forgotten the site anyway; container and front end must go too.
    await register(platform, site.name, undefined).catch(() => {})
    await front?.stop()
    await container.stop()
  }
  try {
    await healthy(site, container, unresolved, startLimitSeconds, signal)
    // App Service starts a crashed app again; one that ends before it was healthy has failed to start.
    await container.keepRunning()
    front = await startFrontEnd(site, container.url, platform)
    await register(platform, site.name, front?.facts.url ?? container.url)
  } catch (error) {
    await stop()
    throw error
  }
  return { site, container, unresolved, stop }
}

async function healthy(
  { id, healthCheckPath }: SiteRecord,
  container: SiteContainer,
  unresolved: readonly UnresolvedReference[],
  limitSeconds: number,
  signal: AbortSignal | undefined,
): Promise<void> {
  const began = Date.now()
  const passed = () => Math.floor((Date.now() - began) / 1000)
  for (;;) {
    const said = await healthOf(`${container.url}${healthCheckPath ?? '/'}`)
    if (said === undefined) return
    const ended = await container.ended()
    if (ended !== undefined || passed() >= limitSeconds || signal?.aborted) {
      const what = ended === undefined ? `is not healthy after ${passed()} s: ${said}` : `ended (${ended})`
      const missing = unresolved.map(({ setting, why }) => `setting ${setting} could not be resolved: ${why}`)
      const wrote = (await container.logs()).split('\n')
      // What the app writes about being asked for its health says nothing new.
      const telling = wrote.filter((line) => healthCheckPath === undefined || !line.includes(healthCheckPath))
      const remedy = `remedy: ${missing.length > 0 ? unresolvedRemedy : settingsRemedy}`
      throw new Error([`${id}: the web app ${what}`, ...missing, ...telling, remedy].join('\n'))
    }
    await delay(pollMs)
  }
}

const unresolvedRemedy =
  'correct in app_settings each reference that could not be resolved, or make its secret and let the identity read it; then deploy the stack'
const settingsRemedy = 'correct in app_settings, or in what they name, what the app complains of; then deploy the stack'

/** Undefined where it is healthy; else what it answers. */
async function healthOf(url: string): Promise<string | undefined> {
  try {
    const answer = await fetch(url, { signal: AbortSignal.timeout(answerMs) })
    return answer.ok ? undefined : `${answer.status} ${await answer.text()}`
  } catch {
    return 'no answer'
  }
}

async function register({ controlUrl }: LifeOptions['platform'], site: string, url: string | undefined): Promise<void> {
  const answer = await fetch(new URL(`/__emulator/sites/${site}`, controlUrl), {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ url }),
  })
  if (!answer.ok) throw new Error(`the simulated Azure does not take the site ${site}: ${await answer.text()}`)
}
