import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Application } from '@cdktf/provider-azuread/lib/application'
import { AzureadProvider } from '@cdktf/provider-azuread/lib/provider'
import { AzurermProvider } from '@cdktf/provider-azurerm/lib/provider'
import { ResourceGroup } from '@cdktf/provider-azurerm/lib/resource-group'
import { Subnet } from '@cdktf/provider-azurerm/lib/subnet'
import { TerraformStack, Testing } from 'cdktf'
import { tagStacks } from './tags'

const app = Testing.app()
const stack = (id: string) => {
  const empty = new TerraformStack(app, id)
  new AzurermProvider(empty, 'azurerm', { features: [{}] })
  new AzureadProvider(empty, 'azuread')
  return empty
}
const first = stack('first')
new ResourceGroup(first, 'plain', { name: 'plain', location: 'westeurope' })
new ResourceGroup(first, 'own', { name: 'own', location: 'westeurope', tags: { owner: 'other', extra: 'yes' } })
new Subnet(first, 'subnet', { name: 's', resourceGroupName: 'g', virtualNetworkName: 'v' })
new Application(first, 'application', { displayName: 'a', tags: ['word'] })
const second = stack('second')
new ResourceGroup(second, 'plain', { name: 'plain', location: 'westeurope' })
tagStacks(app, { owner: 'platform', product: 'slipway' })
// As `cdktf synth` does it: other ways of rendering a stack treat aspects in other ways.
app.synth()
const [inFirst, inSecond] = ['first', 'second'].map(
  (id) => JSON.parse(readFileSync(join(app.outdir, 'stacks', id, 'cdk.tf.json'), 'utf8')).resource,
)

test('every Azure resource of every stack has the common tags if it takes tags, and its own win', () => {
  expect(inFirst.azurerm_resource_group).toMatchObject({
    plain: { tags: { owner: 'platform', product: 'slipway' } },
    own: { tags: { owner: 'other', product: 'slipway', extra: 'yes' } },
  })
  expect(inSecond.azurerm_resource_group).toMatchObject({ plain: { tags: { owner: 'platform', product: 'slipway' } } })
})

test('what takes no tags, or means something else by them, is left alone', () => {
  expect(inFirst.azurerm_subnet.subnet).not.toHaveProperty('tags')
  expect(inFirst.azuread_application.application.tags).toEqual(['word'])
})
