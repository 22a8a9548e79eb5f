import { RoleGrant } from './role-assignment'
import { synthesise } from './testing/synthesise'

const resourceId = '/subscriptions/s/resourceGroups/g/providers/Microsoft.KeyVault/vaults/v'

test('a role assignment is named by role, resource and principal, so that a repeated apply meets it again', () => {
  const stack = synthesise((scope) => {
    new RoleGrant(scope, 'grant', {
      role: 'Key Vault Secrets User',
      resourceId,
      principalId: 'p',
      principalType: 'ServicePrincipal',
    })
  })
  expect(stack.only('azurerm_role_assignment')).toEqual({
    name: `\${uuidv5("url", "${resourceId}/Key Vault Secrets User/p")}`,
    scope: resourceId,
    role_definition_name: 'Key Vault Secrets User',
    principal_id: 'p',
    principal_type: 'ServicePrincipal',
  })
})

test('a role that could hand out roles does not compile', () => {
  synthesise((scope) => {
    // @ts-expect-error Owner is not among the roles
    new RoleGrant(scope, 'grant', { role: 'Owner', resourceId, principalId: 'p' })
  })
})
