import type { Environment } from './environment'

export const prod: Environment = {
  name: 'prod',
  subscriptionId: '00000000-0000-0000-0000-000000000000',
  location: 'westeurope',
  owner: 'platform',
  state: { resourceGroup: 'rg-slipway-state', storageAccount: 'stslipwaystate', container: 'prod' },
  logRetentionDays: 30,
  logDailyQuotaGb: 1,
}
