import type { Environment } from './environment'
import { prod } from './prod'

/** `prod` for whoever pays for more: nodes without public addresses behind a NAT gateway, a larger plan, copies in two regions. */
export const hardened: Environment = {
  ...prod,
  name: 'hardened',
  state: { ...prod.state, container: 'hardened' },
  network: {
    ...prod.network,
    variant: 'injected-nat',
    addressSpace: '10.22.0.0/22',
    subnets: { api: '10.22.0.0/26', databricksHost: '10.22.1.0/24', databricksContainer: '10.22.2.0/24' },
  },
  servicePlan: 'P0v3',
  budget: { ...prod.budget, perMonth: 160 },
  logs: { ...prod.logs, retentionDays: 90 },
  storage: { replication: 'GRS', softDeleteDays: 30, preventDestroy: true },
  keyVault: { purgeProtection: true, softDeleteDays: 90 },
}
