import type { Check } from '../checks/check'
import { appSettingRenamed } from './app-setting-renamed'
import { jobWithoutTimeLimit } from './job-without-time-limit'
import { managedNetwork } from './managed-network'
import { nameTaken } from './name-taken'
import { registryTokenWithoutPull } from './registry-token-without-pull'
import { roleAssignmentRemoved } from './role-assignment-removed'
import { secretMisspelt } from './secret-misspelt'
import { subnetMissingFromFirewall } from './subnet-missing-from-firewall'
import { webhookDisabled } from './webhook-disabled'
import { wrongImageDigest } from './wrong-image-digest'

/**
 * Mistakes that are made again and again when such a platform is deployed. Each one leaves the deployment as it found
 * it, and passes with the message that whoever made it would read.
 */
export const mistakes: readonly Check[] = [
  managedNetwork,
  jobWithoutTimeLimit,
  nameTaken,
  appSettingRenamed,
  secretMisspelt,
  roleAssignmentRemoved,
  subnetMissingFromFirewall,
  wrongImageDigest,
  registryTokenWithoutPull,
  webhookDisabled,
]
