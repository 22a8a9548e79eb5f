import { ArmError, type Resource } from '../../../arm/resources'
import { parsePath } from '../paths'
import type { ResourceType, TypeContext } from '../resource-type'
import { referred } from './references'

const storageService = ['StorageRead', 'StorageWrite', 'StorageDelete'] as const

/**
 * Categories of the logs that resources write, by their type in lower case.
 * Source: https://learn.microsoft.com/azure/azure-monitor/reference/logs-index
 */
const categories: Readonly<Record<string, readonly string[]>> = {
  'microsoft.automation/automationaccounts': ['JobLogs', 'JobStreams', 'DscNodeStatus', 'AuditEvent'],
  'microsoft.containerregistry/registries': ['ContainerRegistryLoginEvents', 'ContainerRegistryRepositoryEvents'],
  'microsoft.databricks/workspaces': [
    ...['accounts', 'capsule8Dataplane', 'clamAVScan', 'clusterLibraries', 'ClusterPolicies', 'clusters'],
    ...['databrickssql', 'dbfs', 'deltaPipelines', 'featureStore', 'Files', 'gitCredentials', 'globalInitScripts'],
    ...['iamRole', 'instancePools', 'jobs', 'mlflowAcledArtifact', 'mlflowExperiment', 'modelRegistry', 'notebook'],
    ...['partnerHub', 'RemoteHistoryService', 'repos', 'secrets', 'serverlessRealTimeInference', 'sqlPermissions'],
    ...['ssh', 'unityCatalog', 'webTerminal', 'workspace'],
  ],
  'microsoft.keyvault/vaults': ['AuditEvent', 'AzurePolicyEvaluationDetails'],
  // An account itself has metrics alone.
  'microsoft.storage/storageaccounts': [],
  'microsoft.storage/storageaccounts/blobservices': storageService,
  'microsoft.storage/storageaccounts/queueservices': storageService,
  'microsoft.storage/storageaccounts/tableservices': storageService,
  'microsoft.web/sites': [
    ...['AppServiceAntivirusScanAuditLogs', 'AppServiceAppLogs', 'AppServiceAuditLogs', 'AppServiceAuthenticationLogs'],
    ...['AppServiceConsoleLogs', 'AppServiceFileAuditLogs', 'AppServiceHTTPLogs', 'AppServiceIPSecAuditLogs'],
    'AppServicePlatformLogs',
  ],
}
const categoryGroups = ['allLogs', 'audit']

export const diagnosticSetting: ResourceType = {
  type: 'Microsoft.Insights/diagnosticSettings',
  onAnyScope: true,
  check(setting, context) {
    referred(context.resources, setting.properties.workspaceId, 'workspaceId')
    const target = parsePath(targetOf(setting)).type ?? ''
    const known = categories[target.toLowerCase()]
    if (!known)
      throw new ArmError(
        400,
        'ResourceTypeNotSupported',
        `The resource type '${target}' does not support diagnostic settings.`,
      )
    const wanted = logsOf(setting)
    if (wanted.length === 0 && !hasMetrics(setting))
      throw new ArmError(
        400,
        'BadRequest',
        `The diagnostic setting ${setting.name} enables neither a log nor a metric.`,
      )
    const unknown = wanted.filter((one) => ![...known, ...categoryGroups].includes(one))
    if (unknown.length > 0) throw new ArmError(400, 'BadRequest', `Category '${unknown.join(',')}' is not supported.`)
    refuseSecondSink(setting, wanted, context)
  },
}

/** A category of a resource goes to the same place once. */
function refuseSecondSink(setting: Resource, wanted: readonly string[], { resources }: TypeContext): void {
  const sinkOf = ({ properties }: Resource) => String(properties.workspaceId).toLowerCase()
  const others = resources
    .ofType(diagnosticSetting.type)
    .filter((one) => one.id.toLowerCase() !== setting.id.toLowerCase())
    .filter((one) => targetOf(one).toLowerCase() === targetOf(setting).toLowerCase() && sinkOf(one) === sinkOf(setting))
  for (const other of others) {
    const twice = logsOf(other).find((one) => wanted.includes(one))
    if (twice !== undefined)
      throw new ArmError(
        409,
        'Conflict',
        `Data sink '${setting.properties.workspaceId}' is already used in diagnostic setting '${other.name}' for category '${twice}'. Data sinks can't be reused in different settings on the same category for the same resource.`,
      )
  }
}

function targetOf({ id }: Resource): string {
  return id.replace(/\/providers\/Microsoft\.Insights\/diagnosticSettings\/[^/]+$/i, '')
}

function logsOf({ properties }: Resource): string[] {
  const logs = (properties.logs ?? []) as { category?: string; categoryGroup?: string; enabled?: boolean }[]
  return logs.flatMap(({ category, categoryGroup, enabled }) => (enabled ? [category ?? categoryGroup ?? ''] : []))
}

function hasMetrics({ properties }: Resource): boolean {
  return ((properties.metrics ?? []) as { enabled?: boolean }[]).some(({ enabled }) => enabled)
}
