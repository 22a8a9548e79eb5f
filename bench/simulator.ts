import { randomBytes, randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Azure } from '../local/azure/azure'
import type { Entra } from '../local/entra/entra'
import { startServiceProcess } from '../local/service-process'
import { azureClient } from '../rehearsal/azure-client'
import { type Measurement, median, residentMiB } from './measure'

const requests = 500
const tenantId = '00000000-0000-0000-0000-000000000000'
const deployer = { clientId: randomUUID(), objectId: randomUUID(), clientSecret: randomBytes(24).toString('base64url') }

/** What the simulated Azure itself adds to a rehearsal; all else is the providers' own waiting. */
export async function simulator(): Promise<Measurement[]> {
  const folder = mkdtempSync(join(tmpdir(), 'slipway-bench-'))
  const { clientSecret: secret, ...client } = deployer
  const entra = await startServiceProcess<Entra>('entra', {
    dataDir: join(folder, 'entra'),
    port: 0,
    tenantId,
    publicUrl: 'https://login.microsoftonline.com',
    applications: [],
    clients: [{ ...client, secret, name: 'deployer', roles: {} }],
    managedIdentities: [],
  })
  const workload = { name: 'deployer', password: secret, address: '192.0.2.1' }
  const started = performance.now()
  const azure = await startServiceProcess<Azure>('azure', {
    ...{ dataDir: join(folder, 'azure'), port: 0, tenantId, subscriptionId: tenantId, deployer },
    ...{ workloads: [workload], upstream: { entra: entra.facts.url } },
  })
  const readySeconds = (performance.now() - started) / 1000
  try {
    const { caFile, proxyPort } = azure.facts
    const proxyUrl = () => `http://${workload.name}:${workload.password}@127.0.0.1:${proxyPort}`
    const arm = azureClient({ caFile, proxyUrl, tenantId }, 'deployer', deployer)
    const base = `https://management.azure.com/subscriptions/${tenantId}`
    const group = `${base}/resourceGroups/rg-bench?api-version=2023-07-01`
    await arm.call('PUT', group, { location: 'westeurope' })
    const times: number[] = []
    for (let request = 0; request < requests; request++) {
      const asked = performance.now()
      await arm.call('GET', group)
      times.push(performance.now() - asked)
    }
    const detail = 'a process of its own, from its start to its first answer'
    return [
      { what: 'simulated Azure is ready', value: readySeconds, limit: 1, unit: 's', detail },
      {
        what: 'simulated Azure answers',
        value: median(times),
        limit: 5,
        unit: 'ms at the median',
        detail: `${requests} reads of a resource group through proxy and TLS, as the caller sees it`,
      },
      {
        what: 'memory of the simulated Azure',
        value: residentMiB(azure.pid),
        limit: 200,
        unit: 'MiB',
        detail: `after ${requests} requests`,
      },
    ]
  } finally {
    await azure.stop()
    await entra.stop()
    rmSync(folder, { recursive: true })
  }
}
