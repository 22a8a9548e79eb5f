import type { Environment } from './environment'

export const dev: Environment = {
  name: 'dev',
  subscriptionId: '00000000-0000-0000-0000-000000000000',
  location: 'westeurope',
  owner: 'platform',
  state: { resourceGroup: 'rg-slipway-state', storageAccount: 'stslipwaystate', container: 'dev' },
  logRetentionDays: 30,
  logDailyQuotaGb: 0.5,
}
