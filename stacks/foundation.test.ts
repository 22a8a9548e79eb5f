import { Testing } from 'cdktf'
import { ref, synthesiseStack } from '../constructs/testing/synthesise'
import type { Environment } from '../environments/environment'
import { hardened } from '../environments/hardened'
import { prod } from '../environments/prod'
import { Foundation } from './foundation'

const build = (environment: Environment) => {
  const app = Testing.app()
  const space = { environment: environment.name, subscriptionId: environment.subscriptionId }
  new Foundation(app, 'foundation', { ...environment, space })
  return synthesiseStack(app, 'foundation')
}

const stack = build(prod)

test('the API reaches its data, secrets, images and telemetry, the deployer writes secrets, and nobody can do more', () => {
  const api = ref('azurerm_user_assigned_identity.api-identity.principal_id')
  const grants = stack
    .all('azurerm_role_assignment')
    .map((grant) => [grant.principal_id, grant.role_definition_name, grant.scope])
  expect(grants).toHaveLength(6)
  expect(grants).toEqual(
    expect.arrayContaining([
      [api, 'Storage Blob Data Contributor', ref('azurerm_storage_account.storage.id')],
      [api, 'Storage Table Data Contributor', ref('azurerm_storage_account.storage.id')],
      [api, 'Key Vault Secrets User', ref('azurerm_key_vault.vault.id')],
      [api, 'AcrPull', ref('azurerm_container_registry.registry.id')],
      [api, 'Monitoring Metrics Publisher', expect.stringContaining('azurerm_application_insights.')],
      [
        ref('data.azurerm_client_config.deployer.object_id'),
        'Key Vault Secrets Officer',
        ref('azurerm_key_vault.vault.id'),
      ],
    ]),
  )
})

test('storage lets in API and nodes, secrets the API alone, and both whoever deploys', () => {
  const { network_rules: rules } = stack.only('azurerm_storage_account') as { network_rules: Record<string, string[]> }
  const { network_acls: acls } = stack.only('azurerm_key_vault') as { network_acls: Record<string, string[]> }
  expect(rules.virtual_network_subnet_ids).toHaveLength(3)
  expect(acls.virtual_network_subnet_ids).toEqual([expect.stringContaining('network_api')])
  expect(rules.ip_rules).toEqual(prod.network.deployerIpRanges)
  expect(acls.ip_rules).toEqual(prod.network.deployerIpRanges)
})

test('app roles go to whom the environment names, and to the runbook', () => {
  const grants = { submit: ['person'], readAll: ['auditors'], admin: ['operators', 'person'] }
  const granted = build({ ...prod, entra: { application: 'create', grants } })
    .all('azuread_app_role_assignment')
    .map(({ principal_object_id, app_role_id }) => [principal_object_id, app_role_id])
  const role = (value: string) => ref(`uuidv5("url", "slipway/${value}")`)
  const runbook = ref('azurerm_user_assigned_identity.runbook-identity.principal_id')
  expect(granted).toHaveLength(6)
  expect(granted).toEqual(
    expect.arrayContaining([
      ['person', role('Runs.Submit')],
      ['auditors', role('Runs.Read.All')],
      ['operators', role('Runs.Admin')],
      ['person', role('Runs.Admin')],
      [runbook, role('Runs.Submit')],
      [runbook, role('Runs.Notify')],
    ]),
  )
})

test('a runbook that posts no cards may not claim notifications', () => {
  const roles = build({ ...prod, notifications: { route: 'databricks-teams' } })
    .all('azuread_app_role_assignment')
    .map((assignment) => assignment.app_role_id)
  expect(roles).toEqual([ref('uuidv5("url", "slipway/Runs.Submit")')])
})

test("an administrator's application is used as it is", () => {
  const application = { clientId: 'their-client', servicePrincipalObjectId: 'their-principal' }
  const existing = build({ ...prod, entra: { ...prod.entra, application } })
  expect(existing.all('azuread_application')).toEqual([])
  expect(existing.all('azuread_service_principal')).toEqual([])
  expect(existing.all('azuread_app_role_assignment')).toHaveLength(2)
  expect(existing.json.output?.entra_client_id?.value).toBe('their-client')
})

test('the budget counts the group of the nodes too, where most of a run is billed', () => {
  expect(stack.only('azurerm_consumption_budget_subscription').filter).toEqual({
    dimension: [
      {
        name: 'ResourceGroupName',
        operator: 'In',
        values: [ref('azurerm_resource_group.group.name'), 'rg-slipway-prod-dbw'],
      },
    ],
  })
})

test('an environment tells the address of its nodes where they have one in common', () => {
  expect(stack.json.output).not.toHaveProperty('nat_address')
  expect(build(hardened).json.output?.nat_address?.value).toContain('azurerm_public_ip.')
})
