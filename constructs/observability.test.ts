import { Observability } from './observability'
import { place, ref, synthesise } from './testing/synthesise'
import { WorkloadIdentity } from './workload-identity'

const stack = synthesise((scope) => {
  const observability = new Observability(scope, 'observability', { ...place, retentionDays: 30, dailyQuotaGb: 0.15 })
  observability.grantPublish(new WorkloadIdentity(scope, 'api-identity', { ...place, workload: 'api' }))
})

test('a bug cannot make logs dear: both ends stop at the daily quota', () => {
  expect(stack.only('azurerm_log_analytics_workspace').daily_quota_gb).toBe(0.15)
  expect(stack.only('azurerm_application_insights').daily_data_cap_in_gb).toBe(0.15)
})

test('no key writes telemetry: only an identity with the role does', () => {
  expect(stack.only('azurerm_log_analytics_workspace').local_authentication_enabled).toBe(false)
  expect(stack.only('azurerm_application_insights').local_authentication_disabled).toBe(true)
  expect(stack.only('azurerm_role_assignment')).toMatchObject({
    role_definition_name: 'Monitoring Metrics Publisher',
    principal_id: ref('azurerm_user_assigned_identity.api-identity.principal_id'),
  })
})
