import { randomBytes } from 'node:crypto'
import type { Workload } from '../local/azure/callers'

/** Addresses of RFC 5737, which nobody has; the deployer's comes from the environment. */
const places = {
  'docker-engine': { address: '192.0.2.10' },
  // A vault sees references resolved from the app's subnet (MicrosoftDocs/azure-docs, app-service-key-vault-references).
  'app-service': { address: '198.51.100.10', livesIn: 'web-app' },
  'web-app': { address: '198.51.100.11', livesIn: 'web-app' },
  'databricks-nodes': { address: '198.51.100.20', livesIn: 'databricks-nodes' },
  databricks: { address: '198.51.100.21' },
  automation: { address: '198.51.100.30' },
  caller: { address: '192.0.2.20' },
} as const satisfies Record<string, Pick<Workload, 'address' | 'livesIn' | 'trustedService'>>

/** Who calls through the proxy. */
export type WorkloadName = 'deployer' | keyof typeof places

/**
 * Everybody who may use the proxy, with a password of its own.
 * @param deployerIpRanges the first one's first address is the deployer's
 */
export function drawWorkloads(deployerIpRanges: readonly string[]): {
  readonly all: readonly Workload[]
  password(name: WorkloadName): string
} {
  const deployer = { address: deployerIpRanges[0]?.split('/')[0] ?? '192.0.2.30' }
  const all = Object.entries({ deployer, ...places }).map(([name, place]): Workload => {
    return { name, password: randomBytes(24).toString('base64url'), ...place }
  })
  return {
    all,
    password(name) {
      const workload = all.find((one) => one.name === name)
      if (!workload) throw new Error(`there is no workload "${name}"`)
      return workload.password
    },
  }
}
