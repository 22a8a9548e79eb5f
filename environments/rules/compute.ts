import { nodeTypes } from '../../cost/node-types'
import type { Mistake } from '../mistake'
import { shown } from '../mistake'
import type { Rule } from './rule'

const daysOfRetirementNotice = 365

const knownNodes: Rule = {
  reads: ['compute'],
  find: ({ compute: { profiles, pool } }, { today }) => {
    const named = Object.entries(profiles).map(([name, { nodeType }]) => [`profiles.${name}`, nodeType] as const)
    return [...named, ...(pool ? [['pool', pool.nodeType] as const] : [])].flatMap(([place, nodeType]) =>
      nodeMistakes(`compute.${place}.nodeType`, nodeType, today),
    )
  },
}

function nodeMistakes(field: string, nodeType: string, today: Date): Mistake[] {
  const known = nodeTypes[nodeType]
  if (!known) {
    return [
      {
        field,
        says: `is ${shown(nodeType)}; it must be one of ${lasting(today).join(', ')}, or be added to cost/node-types.ts`,
      },
    ]
  }
  if (!retiresSoon(nodeType, today)) return []
  const says = `is ${shown(nodeType)}, which Azure retires on ${known.retires}; it must be one that lasts another year: ${lasting(today).join(', ')}`
  return [{ field, says }]
}

function lasting(today: Date): string[] {
  return Object.keys(nodeTypes).filter((name) => !retiresSoon(name, today))
}

function retiresSoon(nodeType: string, today: Date): boolean {
  const retires = nodeTypes[nodeType]?.retires
  return retires !== undefined && Date.parse(retires) - today.getTime() < daysOfRetirementNotice * 86_400_000
}

const pool: Rule = {
  reads: ['compute', 'limits.concurrentRuns'],
  find: ({ compute: { profiles, pool }, limits }) => {
    if (!pool) return []
    const users = Object.entries(profiles).filter(([, { nodeType }]) => nodeType === pool.nodeType)
    const at = (field: string, says: string): Mistake => ({ field: `compute.${field}`, says })
    return [
      ...users
        .filter(([, { spot }]) => spot)
        .map(([name]) =>
          at(
            `profiles.${name}.spot`,
            `is true; it must be false, since the pool of ${pool.nodeType} holds on-demand nodes only`,
          ),
        ),
      ...(users.length > 0
        ? []
        : [
            at(
              'pool.nodeType',
              `is ${shown(pool.nodeType)}; it must be the node type of a profile, or nothing uses the pool`,
            ),
          ]),
      ...(pool.minIdleInstances <= pool.maxCapacity
        ? []
        : [
            at(
              'pool.minIdleInstances',
              `is ${pool.minIdleInstances}; it must be at most maxCapacity, ${pool.maxCapacity}`,
            ),
          ]),
      ...(pool.maxCapacity >= limits.concurrentRuns
        ? []
        : [
            at(
              'pool.maxCapacity',
              `is ${pool.maxCapacity}; it must be at least limits.concurrentRuns, ${limits.concurrentRuns}, or runs fail for want of a node`,
            ),
          ]),
    ]
  },
}

/**
 * A user-delegation SAS lives for seven days at most, and a run's grant for start allowance, time limit and an hour.
 * Source: https://learn.microsoft.com/rest/api/storageservices/get-user-delegation-key
 */
const grantLifetime: Rule = {
  reads: ['limits.timeLimitSeconds', 'limits.startAllowanceSeconds'],
  find: ({ limits: { timeLimitSeconds, startAllowanceSeconds } }) => {
    const most = 7 * 86_400 - 3600 - startAllowanceSeconds
    if (timeLimitSeconds <= most) return []
    const says = `is ${timeLimitSeconds}; it must be at most ${most} seconds, so that with the start allowance and one hour the run's grant ends within 7 days`
    return [{ field: 'limits.timeLimitSeconds', says }]
  },
}

const usage: Rule = {
  reads: ['compute.profiles', 'usage.profile'],
  find: ({ compute, usage: { profile } }) =>
    Object.hasOwn(compute.profiles, profile)
      ? []
      : [
          {
            field: 'usage.profile',
            says: `is ${shown(profile)}; it must be one of ${Object.keys(compute.profiles).join(', ')}`,
          },
        ],
}

export const computeRules = [knownNodes, pool, grantLifetime, usage]
