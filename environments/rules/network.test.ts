import { refuses } from '../testing/mistakes'

refuses([
  [
    'overlapping address ranges',
    'network.subnets.api',
    '10.20.1.0/26',
    'network.subnets.databricksHost is "10.20.1.0/24"; it must not overlap subnets.api (10.20.1.0/26)',
  ],
  [
    'subnet outside of the network',
    'network.subnets.api',
    '10.99.0.0/26',
    'network.subnets.api is "10.99.0.0/26"; it must lie in 10.20.0.0/22',
  ],
  [
    'subnet that is too small',
    'network.subnets.api',
    '10.20.0.0/27',
    'network.subnets.api is "10.20.0.0/27"; it must be /26 or larger',
  ],
  [
    'block with bits behind its prefix',
    'network.subnets.api',
    '10.20.0.1/26',
    /^network.subnets.api is "10.20.0.1\/26"; it must be an IPv4 block/,
  ],
  [
    'network on the bridge of Docker',
    'network.addressSpace',
    '172.17.0.0/22',
    /^network.addressSpace is "172.17.0.0\/22"; it must not overlap 172.17.0.0\/16/,
  ],
  [
    'network that is public',
    'network.addressSpace',
    '20.0.0.0/22',
    /^network.addressSpace is "20.0.0.0\/22"; it must be private/,
  ],
  [
    'private address of a deployer',
    'network.deployerIpRanges',
    ['10.0.0.1'],
    /^network.deployerIpRanges\[0\] is "10.0.0.1"; it must be a public/,
  ],
  [
    'everybody as deployer',
    'network.deployerIpRanges',
    ['0.0.0.0/0'],
    /^network.deployerIpRanges\[0\] is "0.0.0.0\/0"; .* nothing but public/,
  ],
  [
    'deployer as /32',
    'network.deployerIpRanges',
    ['198.51.100.7/32'],
    /^network.deployerIpRanges\[0\] is .*up to \/30/,
  ],
  [
    'managed VNet',
    'network.variant',
    'managed',
    /^network.variant is "managed"; .* a managed network brings a hidden NAT gateway/,
  ],
])
