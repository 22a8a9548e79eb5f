import { modelIsSolved } from '../checks/model-is-solved'
import { inner, theOne } from './changed-stack'
import { planted } from './plant'

/** The storage account no longer lets the nodes of Databricks in. */
export const subnetMissingFromFirewall = planted({
  name: 'subnet-missing-from-firewall',
  limitSeconds: 500,
  stack: 'foundation',
  change(resources) {
    const rules = inner(theOne(resources, 'azurerm_storage_account', 'storage').block, 'network_rules')
    const subnets = rules.virtual_network_subnet_ids as string[]
    rules.virtual_network_subnet_ids = subnets.filter((id) => !id.includes('databricks-host'))
  },
  shows: modelIsSolved.run,
  told: {
    resource: 'azurerm_storage_account.storage',
    remedy: /add subnet foundation, azurerm_subnet\.network_databricks-host\w* to the virtual network rules/,
  },
})
