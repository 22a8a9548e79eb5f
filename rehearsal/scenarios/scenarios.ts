import type { Check } from '../checks/check'
import { changedByHand } from './changed-by-hand'
import { changedSetting } from './changed-setting'
import { killedApply } from './killed-apply'
import { lostAnswer } from './lost-answer'
import { personSignsIn } from './person-signs-in'
import { rotatedSecrets } from './rotated-secrets'
import { scheduledRun } from './scheduled-run'
import { unsettledAzure } from './unsettled-azure'

/** What happens to a deployed platform in the course of time. Each one leaves it as it found it. */
export const scenarios: readonly Check[] = [
  scheduledRun,
  personSignsIn,
  changedSetting,
  changedByHand,
  lostAnswer,
  killedApply,
  rotatedSecrets,
  unsettledAzure,
]
