import { plantedInSources } from './plant-in-sources'

/** The workspace would get a network of Databricks' own, with a NAT gateway to pay for. */
export const managedNetwork = plantedInSources({
  name: 'managed-network',
  limitSeconds: 120,
  file: 'constructs/databricks-workspace.ts',
  change: (text) => text.replace(/^ +(virtualNetworkId|publicSubnet|privateSubnet)\w*: .*\n/gm, ''),
  told: {
    stack: 'databricks',
    resource: 'azurerm_databricks_workspace.workspace',
    remedy: /must be injected into our network \(virtual_network_id, both subnets\)/,
  },
})
