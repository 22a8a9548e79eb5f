import { rulesOf } from './rule'

const demanded = ['environment', 'owner', 'product']

export const tagRules = rulesOf('*', [
  {
    id: 'SLIPWAY_TAGS',
    demand: `tags must name ${demanded.join(', ')}: the bill is read by them`,
    holds: ({ tags }, { takesTags }) =>
      !takesTags || (typeof tags === 'object' && tags !== null && demanded.every((name) => name in tags)),
  },
])
