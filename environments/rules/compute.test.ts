import { prod } from '../prod'
import { refuses } from '../testing/mistakes'

const pool = { nodeType: 'Standard_D4as_v5', minIdleInstances: 0, maxCapacity: 5, idleMinutes: 10 }
const onDemand = { small: { nodeType: 'Standard_D4as_v5', spot: false } }

refuses([
  [
    'no profile',
    'compute.profiles',
    {},
    /^compute.profiles is an empty object; it must be an object of profiles, at least one/,
  ],
  [
    'profile with an illegal name',
    'compute.profiles.Fast',
    onDemand.small,
    /^compute.profiles.Fast is no allowed key; it must be lower-case/,
  ],
  [
    'unknown node type',
    'compute.profiles.large.nodeType',
    'Standard_X9',
    /^compute.profiles.large.nodeType is "Standard_X9"; it must be one of Standard_D4as_v5/,
  ],
  [
    'pool larger at rest than at most',
    'compute',
    { profiles: { ...prod.compute.profiles }, pool: { ...pool, nodeType: 'Standard_D4ads_v5', minIdleInstances: 9 } },
    'compute.pool.minIdleInstances is 9; it must be at most maxCapacity, 5',
  ],
  [
    'pool that nothing uses',
    'compute.pool',
    { ...pool, nodeType: 'Standard_D4ads_v5' },
    /^compute.pool.nodeType is "Standard_D4ads_v5"; it must be the node type of a profile/,
  ],
  [
    'spot with a pool that forbids it',
    'compute.pool',
    pool,
    /^compute.profiles.small-spot.spot is true; it must be false, since the pool of Standard_D4as_v5 holds on-demand/,
  ],
  [
    'pool smaller than the runs at once',
    'compute.pool',
    { ...pool, maxCapacity: 1 },
    /^compute.pool.maxCapacity is 1; it must be at least limits.concurrentRuns, 5/,
  ],
  [
    'limit that is no whole number',
    'limits.concurrentRuns',
    2.5,
    'limits.concurrentRuns is 2.5; it must be a whole number of 1 to 1000 runs',
  ],
  [
    'more runs at once than addresses',
    'limits.concurrentRuns',
    300,
    /^limits.concurrentRuns is 300; it must be at most 251/,
  ],
  [
    'grant that would outlive a delegation key',
    'limits.timeLimitSeconds',
    604_800,
    /^limits.timeLimitSeconds is 604800; it must be at most 599400 seconds/,
  ],
  [
    'quota below one run',
    'limits.runsPerCallerAndDay',
    0,
    'limits.runsPerCallerAndDay is 0; it must be a whole number of 1 to 100000 runs',
  ],
  [
    'unknown profile in the usage',
    'usage.profile',
    'huge',
    'usage.profile is "huge"; it must be one of small, large, small-spot, large-spot',
  ],
])
