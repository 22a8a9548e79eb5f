import type { Server } from 'node:http'
import { createServer } from 'node:http'
import { join } from 'node:path'
import { openResources, type Resource } from '../arm/resources'
import { openClock } from '../clock'
import { openJsonStore } from '../json-store'
import { type ImageStore, startImageStore } from '../registry/image-store'
import { openAccess } from './access'
import { createArm } from './arm/arm'
import { createOperations } from './arm/operations'
import { resourceTypes } from './arm/resource-types'
import { ingestionHost } from './arm/resource-types/application-insights'
import { roleAssignment } from './arm/resource-types/role-assignment'
import { roleDefinitions } from './arm/role-definitions'
import { openNamespaces } from './arm/subscription'
import type { Workload } from './callers'
import { openCertificateAuthority } from './certificate-authority'
import { startControl } from './control'
import { createDatabricksGate } from './databricks-gate'
import { openEntraDirectory } from './entra-directory'
import { openFaults } from './faults'
import { forward } from './forward'
import { cloudApplicationAdministrator } from './graph/administrators'
import { createGraph } from './graph/graph'
import { guarded } from './guarded-server'
import { createInsightsGate } from './insights-gate'
import { createKeyVault } from './key-vault'
import type { Parts } from './parts'
import { startProxy } from './proxy'
import { openRefusals } from './refusals'
import { createRegistryFacade } from './registry-facade'
import { createSites } from './sites'
import { createStorageGate } from './storage-gate'
import { openTokens } from './tokens'
import { openTranscript } from './transcript'
import type { Upstreams } from './upstreams'

export interface AzureOptions {
  /** Keeps resources, secrets, images, the certificate authority and the transcript. */
  readonly dataDir: string
  /** Of the proxy. 0: the system chooses. */
  readonly port: number
  /** Of the control server. Default 0. */
  readonly controlPort?: number
  readonly tenantId: string
  readonly subscriptionId: string
  /** Owner of the subscription and administrator of applications from the start; everybody else's roles are deployed. */
  readonly deployer: { readonly objectId: string }
  /** Who may use the proxy. */
  readonly workloads: readonly Workload[]
  readonly upstream: Upstreams
}

export interface Azure {
  /** Of the control server. */
  readonly url: string
  readonly proxyPort: number
  readonly caFile: string
  readonly transcriptFile: string
  close(): Promise<void>
}

/**
 * Azure for one subscription, on loopback: Resource Manager, Graph, Key Vault, the registry, and gates in front of
 * Storage, Databricks, Application Insights and App Service, all under their real host names through one proxy.
 * @throws where a port is taken or `dataDir` cannot be used
 */
export async function startAzure(options: AzureOptions): Promise<Azure> {
  const { dataDir, tenantId, subscriptionId, upstream } = options
  const store = openJsonStore(join(dataDir, 'store'))
  const resources = openResources(store.collection<Resource>('resources'))
  const clock = openClock(store)
  const faults = openFaults(store)
  const transcriptFile = join(dataDir, 'transcript.jsonl')
  const transcript = openTranscript(transcriptFile)
  const refusals = openRefusals()
  const tokens = openTokens({ entraUrl: upstream.entra, tenantId })
  const directory = openEntraDirectory(upstream.entra)
  const access = openAccess(resources, clock, faults)
  const parts: Parts = {
    ...{ resources, clock, faults, tenantId, subscriptionId, directory, upstream },
    ...{ tokens, access, refusals, transcript },
  }
  ownSubscription(options, parts)
  await directory.setDirectoryRoles(options.deployer.objectId, [cloudApplicationAdministrator])
  // The registry's program need not be there where no image is pushed.
  let images: Promise<ImageStore> | undefined
  const imageStore = () => {
    images ??= startImageStore(join(dataDir, 'registry'))
    return images
  }
  const sites = createSites(parts)
  const operations = createOperations(faults)
  const namespaces = openNamespaces(store, resourceTypes)
  const hosts: readonly (readonly [RegExp, Server])[] = [
    [/^management\.azure\.com$/, await createArm({ ...parts, operations, namespaces })],
    [/^login\.microsoftonline\.com$/, passTo(upstream.entra, { host: '127.0.0.1' })],
    [/^graph\.microsoft\.com$/, await createGraph(parts, store)],
    [/^[a-z0-9-]+\.vault\.azure\.net$/, await createKeyVault(parts, store)],
    [/^[a-z0-9]+\.(blob|table)\.core\.windows\.net$/, createStorageGate(parts)],
    [/^[a-z0-9]+\.azurecr\.io$/, createRegistryFacade(parts, imageStore)],
    [/^adb-\d+\.\d+\.azuredatabricks\.net$/, createDatabricksGate(parts)],
    [/^[a-z0-9-]+\.azurewebsites\.net$/, sites.server],
    [new RegExp(`^${ingestionHost.replaceAll('.', '\\.')}$`), createInsightsGate(parts)],
    [/^[a-z0-9-]+\.webhook\.[a-z]+\.azure-automation\.net$/, passTo(upstream.automation)],
    ...(upstream.teams
      ? [[new RegExp(`^${upstream.teams.host.replaceAll('.', '\\.')}$`), passTo(upstream.teams.url)] as const]
      : []),
  ]
  for (const [, server] of hosts) guarded(server, parts)
  const authority = await openCertificateAuthority(join(dataDir, 'authority'))
  const proxy = await startProxy({
    port: options.port,
    workloads: options.workloads,
    authority,
    resources,
    serverFor: (host) => hosts.find(([pattern]) => pattern.test(host))?.[1],
    onRefused(caller, host, why) {
      const remedy = 'use a host name that the simulated Azure has, with the credentials of a workload'
      refusals.add({ kind: 'host', caller, host, method: 'CONNECT', path: '', why, remedy })
    },
  })
  const control = await startControl(parts, sites, options.controlPort ?? 0)
  return {
    url: control.url,
    proxyPort: proxy.port,
    caFile: authority.caFile,
    transcriptFile,
    async close() {
      await proxy.close()
      await control.close()
      await images?.then(
        (store) => store.close(),
        () => {},
      )
      await transcript.close()
    },
  }
}

/** What an administrator has done before anything is deployed: the deployer owns the subscription. */
function ownSubscription({ subscriptionId, deployer }: AzureOptions, { resources }: Parts): void {
  const scope = `/subscriptions/${subscriptionId}`
  const owner = roleDefinitions.find(({ name }) => name === 'Owner')
  const id = `${scope}/providers/${roleAssignment.type}/00000000-0000-0000-0000-000000000001`
  resources.put(id, {
    id,
    name: '00000000-0000-0000-0000-000000000001',
    type: roleAssignment.type,
    properties: {
      scope,
      principalId: deployer.objectId,
      roleDefinitionId: `${scope}/providers/Microsoft.Authorization/roleDefinitions/${owner?.id}`,
      createdOn: new Date(0).toISOString(),
    },
  })
}

/** A host that another service on this machine plays. */
function passTo(url: string | undefined, headers: Readonly<Record<string, string>> = {}): Server {
  return createServer((request, response) => {
    if (url !== undefined) return forward(request, response, url, { headers: (own) => ({ ...own, ...headers }) })
    response.writeHead(501, { 'content-type': 'text/plain' })
    response.end(`simulator: nobody plays ${request.headers.host}\n`)
  })
}
