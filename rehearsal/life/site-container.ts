import { freePort } from '../../local/data-folder'
import { run } from '../../local/docker/command'
import { createEngineClient } from '../../local/docker/engine-client'
import type { Platform } from '../platform'
import { throughProxy } from '../through-proxy'
import { type MachineIdentity, machineIdentity } from './managed-identity'
import type { SiteRecord } from './site-record'

/** Of which most may be answers to the health check. */
const keptLogLines = 200
/** Azure's default for WEBSITES_CONTAINER_STOP_TIME_LIMIT, in seconds. */
const stopLimitSeconds = 5

export interface SiteContainer {
  /** Where the app listens, without a slash at its end. */
  readonly url: string
  /** How it ended; undefined while it runs. */
  ended(): Promise<string | undefined>
  /** From now on it is started again when it ends by itself, with pauses that grow while it crashes at once. */
  keepRunning(): Promise<void>
  /** The last lines that it wrote. */
  logs(): Promise<string>
  /** Asks it to end (SIGTERM), kills it after the site's time limit, and removes it. */
  stop(): Promise<void>
}

interface State {
  readonly Running: boolean
  readonly ExitCode: number
  readonly OOMKilled: boolean
}

/**
 * Runs the site's image as App Service does, with the machine's network, so that it reaches the proxy, and a root file
 * system that nobody can write. What Azure injects is there: PORT, the identity endpoint, the site's name. An image that
 * listens on all addresses, as the API's does outside of a loopback platform, is reached on all of this machine's.
 * @param settings the site's, with their references resolved
 * @throws with the engine's words where it does not start
 */
export async function runSiteContainer(
  site: Pick<SiteRecord, 'name' | 'hostName' | 'image' | 'identities'>,
  settings: Readonly<Record<string, string>>,
  platform: Pick<Platform, 'caFile' | 'controlUrl' | 'dockerHost' | 'entraUrl' | 'proxyUrl'>,
): Promise<SiteContainer> {
  const engine = createEngineClient(platform.dockerHost)
  const container = `slipway-site-${site.name}`
  const port = await freePort()
  const environment = {
    ...settings,
    ...identityEnvironment(await siteIdentity(site, platform)),
    WEBSITE_SITE_NAME: site.name,
    WEBSITE_HOSTNAME: site.hostName,
    // Sites share one network here, so the port is another one than the site asks for.
    PORT: String(port),
    ...throughProxy(platform.proxyUrl('web-app')),
    NODE_EXTRA_CA_CERTS: platform.caFile,
  }
  const remove = () => engine.call('DELETE', `/containers/${container}?force=true&v=true`).catch(() => {})
  // One that a killed rehearsal has left.
  await remove()
  await engine.call('POST', `/containers/create?name=${container}`, {
    Image: site.image,
    Env: Object.entries(environment).map(([name, value]) => `${name}=${value}`),
    HostConfig: {
      NetworkMode: 'host',
      ReadonlyRootfs: true,
      CapDrop: ['ALL'],
      SecurityOpt: ['no-new-privileges'],
      LogConfig: { Type: 'json-file', Config: { 'max-size': '10m' } },
      Mounts: [{ Type: 'bind', Source: platform.caFile, Target: platform.caFile, ReadOnly: true }],
    },
  })
  await engine.call('POST', `/containers/${container}/start`)
  const stopLimit = Number(settings.WEBSITES_CONTAINER_STOP_TIME_LIMIT ?? stopLimitSeconds)
  return {
    url: `http://127.0.0.1:${port}`,
    async ended() {
      const { State: state } = await engine.call<{ State: State }>('GET', `/containers/${container}/json`)
      if (state.Running) return undefined
      return state.OOMKilled ? 'out of memory' : `exit code ${state.ExitCode}`
    },
    async keepRunning() {
      await engine.call('POST', `/containers/${container}/update`, { RestartPolicy: { Name: 'always' } })
    },
    async logs() {
      const place = { environment: { DOCKER_HOST: platform.dockerHost } }
      return (await run('docker', ['logs', '--tail', String(keptLogLines), container], place)).trim()
    },
    async stop() {
      await engine.call('POST', `/containers/${container}/stop?t=${stopLimit}`).catch(() => {})
      await remove()
    },
  }
}

/** Undefined where the site has none. @throws where it has several */
export async function siteIdentity(
  { name, identities }: Pick<SiteRecord, 'name' | 'identities'>,
  platform: Pick<Platform, 'controlUrl' | 'entraUrl'>,
): Promise<MachineIdentity | undefined> {
  const [clientId, ...others] = identities.values()
  if (others.length > 0) {
    throw new Error(
      `the web app ${name} has ${identities.size} identities; played here is one, as the api stack has it`,
    )
  }
  return clientId === undefined ? undefined : machineIdentity(platform, clientId)
}

function identityEnvironment(identity: MachineIdentity | undefined): Record<string, string> {
  return identity ? { IDENTITY_ENDPOINT: identity.endpoint, IDENTITY_HEADER: identity.header } : {}
}
