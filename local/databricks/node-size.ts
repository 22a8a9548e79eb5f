import { nodeTypes } from '../../cost/node-types'
import { ClusterFailure } from './workspace'

/** What a single node leaves to the container of its driver. */
export interface NodeSize {
  readonly cores: number
  readonly memoryBytes: number
}

const mebibyte = 1024 * 1024

/**
 * Databricks keeps 4,800 MB and 3 % of a node's memory for itself (databricks/terraform-provider-databricks,
 * workspace/acceptance/testdata/tf-test-html.html: every row is 0.97 × memory − 4,800 MB).
 * @throws ClusterFailure where the node type is unknown.
 */
export function nodeSize(nodeTypeId: string): NodeSize {
  const type = nodeTypes[nodeTypeId]
  if (!type) {
    const known = Object.keys(nodeTypes).join(', ')
    throw new ClusterFailure('INVALID_ARGUMENT', `Node type ${nodeTypeId} is not supported; it must be one of ${known}`)
  }
  return { cores: type.vCpus, memoryBytes: Math.floor(0.97 * type.memoryGb * 1024 - 4800) * mebibyte }
}
