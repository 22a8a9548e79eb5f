import { randomUUID } from 'node:crypto'
import type { ResourceType } from '../resource-type'
import { referred } from './references'

/** Where telemetry of a component is sent; see `insights-gate`. */
export const ingestionHost = 'westeurope-5.in.applicationinsights.azure.com'

export const applicationInsights: ResourceType = {
  type: 'Microsoft.Insights/components',
  check({ properties }, { resources }) {
    if (properties.WorkspaceResourceId !== undefined)
      referred(resources, properties.WorkspaceResourceId, 'WorkspaceResourceId')
  },
  complete(component, { upstream }, before) {
    const { AppId = randomUUID(), InstrumentationKey = upstream.insights?.instrumentationKey ?? randomUUID() } =
      before?.properties ?? {}
    return {
      ...component,
      properties: {
        ...component.properties,
        AppId,
        InstrumentationKey,
        ConnectionString: `InstrumentationKey=${InstrumentationKey};IngestionEndpoint=https://${ingestionHost}/;LiveEndpoint=https://westeurope.livediagnostics.monitor.azure.com/;ApplicationId=${AppId}`,
      },
    }
  },
  // Azure makes a rule of its own for every component; it stays when the component goes.
  changed(component, { resources }) {
    const name = `Failure Anomalies - ${component.name}`
    const id = component.id.replace(/Microsoft\.Insights\/components\/.*/i, `${smartDetectorRule.type}/${name}`)
    if (resources.find(id)) return
    const properties = { state: 'Enabled', severity: 'Sev3', frequency: 'PT1M', scope: [component.id] }
    resources.put(id, { id, name, type: smartDetectorRule.type, location: 'global', properties })
  },
  parts: {
    currentbillingfeatures: () => ({
      CurrentBillingFeatures: ['Basic'],
      DataVolumeCap: { Cap: 100, ResetTime: 0, StopSendNotificationWhenHitCap: false, WarningThreshold: 90 },
    }),
  },
}

export const smartDetectorRule: ResourceType = { type: 'Microsoft.AlertsManagement/smartDetectorAlertRules' }
