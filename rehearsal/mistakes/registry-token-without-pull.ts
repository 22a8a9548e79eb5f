import { modelIsSolved } from '../checks/model-is-solved'
import { theOne } from './changed-stack'
import { planted } from './plant'

/** The token of the cluster may look at the repository, and pull nothing. */
export const registryTokenWithoutPull = planted({
  name: 'registry-token-without-pull',
  limitSeconds: 400,
  stack: 'jobs',
  change(resources) {
    const { block } = theOne(resources, 'azurerm_container_registry_scope_map', 'secrets_pull-token-1_scope')
    block.actions = (block.actions as string[]).filter((action) => !action.endsWith('/content/read'))
  },
  shows: modelIsSolved.run,
  told: {
    resource: 'azurerm_container_registry_scope_map.secrets_pull-token-1_scope',
    remedy: /remedy: give databricks-pull-1 repositories\/algorithm-highs\/content\/read/,
  },
})
