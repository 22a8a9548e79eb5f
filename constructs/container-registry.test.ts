import { ImageRegistry } from './container-registry'
import { place, ref, synthesise } from './testing/synthesise'
import { WorkloadIdentity } from './workload-identity'

const stack = synthesise((scope) => {
  const registry = new ImageRegistry(scope, 'registry', { ...place, logAnalyticsWorkspaceId: 'logs' })
  registry.grantPull(new WorkloadIdentity(scope, 'api-identity', { ...place, workload: 'api' }))
})

test('the registry has neither admin user nor anonymous pull', () => {
  expect(stack.only('azurerm_container_registry')).toMatchObject({
    sku: 'Basic',
    admin_enabled: false,
    anonymous_pull_enabled: false,
  })
})

test('an identity that pulls can do no more', () => {
  expect(stack.only('azurerm_role_assignment')).toMatchObject({
    role_definition_name: 'AcrPull',
    scope: ref('azurerm_container_registry.registry.id'),
  })
})
