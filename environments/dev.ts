import type { Environment } from './environment'
import { prod } from './prod'

/** Cheaper and easier to throw away than `prod`, and closed to the same degree. */
export const dev: Environment = {
  ...prod,
  name: 'dev',
  state: { ...prod.state, container: 'dev' },
  network: {
    ...prod.network,
    addressSpace: '10.21.0.0/22',
    subnets: { api: '10.21.0.0/26', databricksHost: '10.21.1.0/24', databricksContainer: '10.21.2.0/24' },
  },
  compute: {
    ...prod.compute,
    profiles: {
      small: { nodeType: 'Standard_D4as_v5', spot: false },
      'small-spot': { nodeType: 'Standard_D4as_v5', spot: true },
    },
  },
  limits: { ...prod.limits, concurrentRuns: 2, runsPerCallerAndDay: 20, runRetentionDays: 7 },
  budget: { ...prod.budget, perMonth: 40 },
  usage: { ...prod.usage, runsPerDay: 2 },
  storage: { ...prod.storage, preventDestroy: false },
  keyVault: { purgeProtection: false, softDeleteDays: 7 },
  schedules: [],
  dates: { ...prod.dates, scheduleStart: null },
}
