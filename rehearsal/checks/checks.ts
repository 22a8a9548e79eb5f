import type { Check } from './check'
import { missingRoleIsRefused, noTokenIsRefused, otherRoleIsRefused, wrongAudienceIsRefused } from './doors-are-closed'
import { failureReachesTeams } from './failure-reaches-teams'
import { modelIsSolved } from './model-is-solved'

/** What the gate proves of the deployed platform, in this order. */
export const checks: readonly Check[] = [
  noTokenIsRefused,
  wrongAudienceIsRefused,
  missingRoleIsRefused,
  otherRoleIsRefused,
  modelIsSolved,
  failureReachesTeams,
]
