import { Application } from '@cdktf/provider-azuread/lib/application'
import { ResourceGroup } from '@cdktf/provider-azurerm/lib/resource-group'
import { Subnet } from '@cdktf/provider-azurerm/lib/subnet'
import { Aspects } from 'cdktf'
import { CommonTags } from './tags'
import { synthesise } from './testing/synthesise'

const stack = synthesise((scope) => {
  new ResourceGroup(scope, 'plain', { name: 'plain', location: 'westeurope' })
  new ResourceGroup(scope, 'own', { name: 'own', location: 'westeurope', tags: { owner: 'other', extra: 'yes' } })
  new Subnet(scope, 'subnet', { name: 's', resourceGroupName: 'g', virtualNetworkName: 'v' })
  new Application(scope, 'application', { displayName: 'a', tags: ['word'] })
  Aspects.of(scope).add(new CommonTags({ owner: 'platform', product: 'slipway' }))
})

test('every Azure resource that takes tags has the common ones, and its own win', () => {
  expect(stack.json.resource?.azurerm_resource_group).toMatchObject({
    plain: { tags: { owner: 'platform', product: 'slipway' } },
    own: { tags: { owner: 'other', product: 'slipway', extra: 'yes' } },
  })
})

test('what takes no tags, or means something else by them, is left alone', () => {
  expect(stack.only('azurerm_subnet')).not.toHaveProperty('tags')
  expect(stack.only('azuread_application').tags).toEqual(['word'])
})
