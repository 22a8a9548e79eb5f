import { type Block, contains, overlap, parseBlock, privateBlocks, specialBlocks, usableAddresses } from '../cidr'
import type { Mistake } from '../mistake'
import { shown } from '../mistake'
import type { Rule } from './rule'

/** Databricks' containers use Docker's default bridge. Source: databricks/containers, and Docker's `bip` default. */
const dockerBridge = read('172.17.0.0/16')

const addresses: Rule = {
  reads: ['network.addressSpace', 'network.subnets'],
  find: ({ network: { addressSpace, subnets } }) => {
    const space = read(addressSpace)
    const at = (field: string, value: string, must: string): Mistake => ({
      field: `network.${field}`,
      says: `is ${shown(value)}; it must ${must}`,
    })
    const named = Object.entries(subnets)
    return [
      ...(privateBlocks.some((block) => contains(block, space))
        ? []
        : [at('addressSpace', addressSpace, 'be private: in 10.0.0.0/8, 172.16.0.0/12 or 192.168.0.0/16')]),
      // Source: https://learn.microsoft.com/azure/databricks/security/network/classic/vnet-inject
      ...(space.prefix >= 16 && space.prefix <= 24
        ? []
        : [at('addressSpace', addressSpace, 'be /16 to /24, as Databricks demands')]),
      ...(overlap(space, dockerBridge)
        ? [
            at(
              'addressSpace',
              addressSpace,
              "not overlap 172.17.0.0/16, the bridge of Docker in Databricks' containers",
            ),
          ]
        : []),
      ...named.flatMap(([name, subnet]) => [
        ...(contains(space, read(subnet)) ? [] : [at(`subnets.${name}`, subnet, `lie in ${addressSpace}`)]),
        ...(read(subnet).prefix <= 26 ? [] : [at(`subnets.${name}`, subnet, 'be /26 or larger')]),
      ]),
      ...named.flatMap(([name, subnet], index) =>
        named
          .slice(0, index)
          .filter(([, other]) => overlap(read(subnet), read(other)))
          .map(([otherName, other]) => at(`subnets.${name}`, subnet, `not overlap subnets.${otherName} (${other})`)),
      ),
    ]
  },
}

const roomForNodes: Rule = {
  reads: ['network.subnets', 'limits.concurrentRuns'],
  find: ({ network: { subnets }, limits }) => {
    const room = Math.min(
      ...[subnets.databricksHost, subnets.databricksContainer].map((at) => usableAddresses(read(at))),
    )
    if (limits.concurrentRuns <= room) return []
    const says = `is ${limits.concurrentRuns}; it must be at most ${room}, the nodes that the Databricks subnets have addresses for`
    return [{ field: 'limits.concurrentRuns', says }]
  },
}

/** Storage and Key Vault accept public addresses only, and Storage no /31 or /32. */
const deployers: Rule = {
  reads: ['network.deployerIpRanges'],
  find: ({ network: { deployerIpRanges } }) =>
    deployerIpRanges.flatMap((range, index) => {
      const block = read(range)
      const at = (must: string) => [
        { field: `network.deployerIpRanges[${index}]`, says: `is ${shown(range)}; it must ${must}` },
      ]
      if (specialBlocks.some((special) => overlap(special, block))) {
        return at('be a public address or hold nothing but public addresses: Azure sees the address behind your NAT')
      }
      if (range.includes('/') && block.prefix > 30) {
        return at("be an address without a prefix, or a block up to /30, by the rule of Storage's firewall")
      }
      return []
    }),
}

export const networkRules = [addresses, roomForNodes, deployers]

/** The shape is checked before any rule is asked, so the text is a block. */
function read(text: string): Block {
  const block = parseBlock(text)
  if (!block) throw new Error(`"${text}" is no IPv4 block`)
  return block
}
