import { contains, documentationBlocks, parseBlock } from '../environments/cidr'
import type { Environment } from '../environments/environment'

const nobody = '00000000-0000-0000-0000-000000000000'

/** What still stands in the environment as in the example, and can be synthesised but not deployed. */
export function placeholders({ name, subscriptionId, tenantId, network, budget }: Environment): string[] {
  const ranges = network.deployerIpRanges.filter((range) => {
    const block = parseBlock(range)
    return block && documentationBlocks.some((reserved) => contains(reserved, block))
  })
  const mails = budget.mailAddresses.filter((address) => /@(.*\.)?example\.(com|net|org)$/i.test(address))
  return [
    ...(subscriptionId === nobody
      ? [
          `subscriptionId of environment ${name}: it is the placeholder ${nobody}; az account show --query id shows yours`,
        ]
      : []),
    ...(tenantId === nobody
      ? [
          `tenantId of environment ${name}: it is the placeholder ${nobody}; az account show --query tenantId shows yours`,
        ]
      : []),
    ...ranges.map(
      (range) =>
        `network.deployerIpRanges of environment ${name}: ${range} is an address for examples; name the public address that you deploy from`,
    ),
    ...mails.map((address) => `budget.mailAddresses of environment ${name}: ${address} reaches nobody`),
  ]
}
