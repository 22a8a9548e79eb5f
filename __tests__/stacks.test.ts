import { Testing } from 'cdktf'
import { storageAccountName } from '../constructs/names'
import { dev } from '../environments/dev'
import { prod } from '../environments/prod'
import { compose } from '../main'
import { synthAll } from './synth'

const app = Testing.app()
compose(app, prod)
const stacks = synthAll(app)

test.each(Object.keys(stacks))('stack %s', (name) => {
  expect(stacks[name]).toMatchSnapshot()
})

test('no storage account gives a key, a public blob or a network that nobody named', () => {
  const accounts = Object.values(stacks).flatMap((stack) => {
    const { resource } = stack as { resource: { azurerm_storage_account?: Record<string, object> } }
    return Object.values(resource.azurerm_storage_account ?? {})
  })
  expect(accounts).not.toHaveLength(0)
  for (const account of accounts) {
    expect(account).toMatchObject({
      shared_access_key_enabled: false,
      allow_nested_items_to_be_public: false,
      network_rules: { default_action: 'Deny' },
    })
  }
})

test('environments differ in names of globally unique resources', () => {
  const names = [dev, prod].map(({ name, subscriptionId }) => storageAccountName({ environment: name, subscriptionId }))
  expect(new Set(names).size).toBe(2)
})

test('a name that Azure would refuse is refused at once', () => {
  expect(() => storageAccountName({ environment: 'far-too-long-a-name', subscriptionId: '' })).toThrow(
    'must be 3 to 24 lower-case letters and digits',
  )
})
