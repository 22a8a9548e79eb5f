import { nodeTypes } from './node-types'
import { priceOf } from './price-table'

export interface RunSettings {
  readonly region: string
  /** Azure VM size; a run has one node. */
  readonly nodeType: string
  /** Minutes for which the node is billed, its start included. */
  readonly minutes: number
  /** Share of the VM price that spot saves, 0 to 1. @default 0: on-demand */
  readonly spotDiscount?: number
  /** Whether the node has a public address while it runs. */
  readonly publicNode: boolean
}

/** USD. */
export interface RunCost {
  readonly vm: number
  readonly dbu: number
  readonly disks: number
  readonly publicIp: number
  readonly total: number
}

/**
 * What the node of one run costs: virtual machine, Databricks units, disks and address. Spot lowers the machine's part
 * alone; Databricks units are never discounted.
 * @throws where node type or region has no price, or where minutes or discount make no sense.
 */
export function runCost({ region, nodeType, minutes, spotDiscount = 0, publicNode }: RunSettings): RunCost {
  const size = nodeTypes[nodeType]
  if (!size) throw new Error(`no node type "${nodeType}": known are ${Object.keys(nodeTypes).join(', ')}`)
  if (!(Number.isFinite(minutes) && minutes >= 0)) throw new Error(`minutes must be 0 or more, not ${minutes}`)
  if (!(spotDiscount >= 0 && spotDiscount <= 1)) {
    throw new Error(`the spot discount must lie between 0 and 1, not ${spotDiscount}`)
  }
  const hours = minutes / 60
  const vm = hours * priceOf(`vm/${nodeType}`, region).unitPrice * (1 - spotDiscount)
  const dbu = hours * size.dbuPerHour * priceOf('dbu-jobs/premium', region).unitPrice
  const disks = hours * priceOf('node-disks', region).unitPrice
  const publicIp = publicNode ? hours * priceOf('public-ip', region).unitPrice : 0
  return { vm, dbu, disks, publicIp, total: vm + dbu + disks + publicIp }
}
