import type { ResourceType } from './resource-type'
import { actionGroup, metricAlert, scheduledQueryRule } from './resource-types/alerts'
import { applicationInsights, smartDetectorRule } from './resource-types/application-insights'
import { automationAccount } from './resource-types/automation-account'
import { budget } from './resource-types/budget'
import { containerRegistry, replication } from './resource-types/container-registry'
import { registryToken, scopeMap } from './resource-types/container-registry-token'
import { databricksWorkspace } from './resource-types/databricks-workspace'
import { diagnosticSetting } from './resource-types/diagnostic-setting'
import { keyVault } from './resource-types/key-vault'
import { logAnalyticsWorkspace } from './resource-types/log-analytics-workspace'
import { natGateway, publicAddress } from './resource-types/nat-gateway'
import { networkSecurityGroup, subnet, virtualNetwork } from './resource-types/network'
import { resourceGroup } from './resource-types/resource-group'
import { roleAssignment } from './resource-types/role-assignment'
import { servicePlan } from './resource-types/service-plan'
import { blobContainer, managementPolicy, storageAccount, storageServices } from './resource-types/storage-account'
import { userAssignedIdentity } from './resource-types/user-assigned-identity'
import { deploymentSlot, webApp, webAppConfig, webAppPolicies } from './resource-types/web-app'

/** Everything that can be put; a type that is not here is answered 501. */
export const resourceTypes: readonly ResourceType[] = [
  resourceGroup,
  logAnalyticsWorkspace,
  applicationInsights,
  smartDetectorRule,
  virtualNetwork,
  subnet,
  networkSecurityGroup,
  publicAddress,
  natGateway,
  storageAccount,
  ...storageServices,
  blobContainer,
  managementPolicy,
  keyVault,
  containerRegistry,
  replication,
  scopeMap,
  registryToken,
  userAssignedIdentity,
  roleAssignment,
  databricksWorkspace,
  automationAccount,
  servicePlan,
  webApp,
  deploymentSlot,
  webAppConfig,
  webAppPolicies,
  actionGroup,
  metricAlert,
  scheduledQueryRule,
  diagnosticSetting,
  budget,
]
