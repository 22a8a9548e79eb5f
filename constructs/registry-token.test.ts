import { TerraformOutput } from 'cdktf'
import { RegistryToken, type RegistryTokenProps } from './registry-token'
import { synthesise } from './testing/synthesise'

const props: RegistryTokenProps = {
  registryName: 'crslipwaytest',
  resourceGroupName: 'rg-slipway-test',
  name: 'databricks-pull',
  repositories: ['optimiser', 'other'],
  actions: ['content/read', 'metadata/read'],
  expiry: '2027-11-01',
}

test('a token opens the named repositories for the named actions until its date', () => {
  const stack = synthesise((scope) => {
    const { username, password } = new RegistryToken(scope, 'pull', props)
    new TerraformOutput(scope, 'login', { value: `${username} ${password}`, staticId: true })
  })
  expect(stack.only('azurerm_container_registry_scope_map')).toMatchObject({
    actions: [
      'repositories/optimiser/content/read',
      'repositories/optimiser/metadata/read',
      'repositories/other/content/read',
      'repositories/other/metadata/read',
    ],
  })
  expect(stack.only('azurerm_container_registry_token')).toMatchObject({ name: 'databricks-pull', enabled: true })
  expect(stack.only('azurerm_container_registry_token_password')).toMatchObject({
    password1: { expiry: '2027-11-01T00:00:00Z' },
  })
  expect(stack.json.output?.login?.value).toMatch(
    /^\$\{azurerm_container_registry_token\.pull\.name\} \$\{azurerm_container_registry_token_password\..+\.password1\[0\]\.value\}$/,
  )
})

test('a token that is being replaced keeps its password where the date moves', () => {
  const lifecycleOf = (more: Partial<RegistryTokenProps>) =>
    synthesise((scope) => new RegistryToken(scope, 'pull', { ...props, ...more })).only(
      'azurerm_container_registry_token_password',
    ).lifecycle
  expect(lifecycleOf({ beingReplaced: true })).toEqual({ ignore_changes: ['password1'] })
  expect(lifecycleOf({})).toBeUndefined()
})

test.each([
  ['a name that is too short', { name: 'pull' }, '"pull" must be 5 to 49 letters'],
  ['no repository', { repositories: [] }, '"databricks-pull" names no repository'],
  ['no action', { actions: [] }, '"databricks-pull" names no action'],
])('a token with %s is refused', (_, broken, message) => {
  const build = () => synthesise((scope) => new RegistryToken(scope, 'pull', { ...props, ...broken }))
  expect(build).toThrow(message)
})
