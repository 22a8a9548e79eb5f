import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Databricks, startDatabricks } from '../../../databricks/databricks'
import { jobsClient } from '../../../databricks/testing/client'
import { scriptedExecutor } from '../../../databricks/testing/scripted-executor'
import { type AzureUnderTest, group, subscription } from '../../testing/azure-under-test'
import { inGroup, location, startWithGroup, verdict } from '../../testing/resource-group'

const network = inGroup('Microsoft.Network/virtualNetworks', 'vnet')
const guard = inGroup('Microsoft.Network/networkSecurityGroups', 'nsg')
const workspace = inGroup('Microsoft.Databricks/workspaces', 'dbw-test')
const delegations = [{ name: 'delegation', properties: { serviceName: 'Microsoft.Databricks/workspaces' } }]
const networkSecurityGroup = { id: guard }
const body = (hosts: string, containers: string) => ({
  location,
  sku: { name: 'premium' },
  properties: {
    managedResourceGroupId: `${subscription}/resourceGroups/rg-test-dbw`,
    parameters: {
      customVirtualNetworkId: { value: network },
      customPublicSubnetName: { value: hosts },
      customPrivateSubnetName: { value: containers },
      enableNoPublicIp: { value: true },
    },
  },
})

let folder: string
let databricks: Databricks
let azure: AzureUnderTest
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'slipway-workspace-'))
  databricks = await startDatabricks({ dataDir: folder, workspaceId: '1234567890123456', executor: scriptedExecutor() })
  azure = await startWithGroup(['Microsoft.Databricks', 'Microsoft.Network'], { databricks })
  await azure.good('PUT', network, { location, properties: { addressSpace: { addressPrefixes: ['10.0.0.0/16'] } } })
  await azure.good('PUT', guard, { location })
  const subnets = {
    hosts: { addressPrefix: '10.0.1.0/24', delegations, networkSecurityGroup },
    containers: { addressPrefix: '10.0.2.0/26', delegations, networkSecurityGroup },
    small: { addressPrefix: '10.0.3.0/27', delegations, networkSecurityGroup },
    unguarded: { addressPrefix: '10.0.4.0/24', delegations },
    'not-delegated': { addressPrefix: '10.0.5.0/24', networkSecurityGroup },
  }
  for (const [name, properties] of Object.entries(subnets))
    await azure.good('PUT', `${network}/subnets/${name}`, { properties })
})
afterAll(async () => {
  await azure?.close()
  await databricks?.close({ killTasks: true })
  rmSync(folder, { recursive: true, force: true })
})
afterEach(() => azure.call('DELETE', workspace))

test('a workspace has the number of the one that there is, and its host name', async () => {
  const { body: shown } = await azure.good('PUT', workspace, body('hosts', 'containers'))
  expect(shown.properties).toMatchObject({
    ...body('hosts', 'containers').properties,
    workspaceId: '1234567890123456',
    workspaceUrl: 'adb-1234567890123456.16.azuredatabricks.net',
  })
})

test.each([
  ['other', '400 SubnetIsNotWithinVnetError'],
  ['hosts', 'they must differ'],
  ['small', 'the smallest allowed is a /26'],
  ['unguarded', 'must be associated with a network security group'],
  ['not-delegated', 'must be delegated to Microsoft.Databricks/workspaces'],
])('a workspace whose second subnet is %s is refused', async (name, words) => {
  const answer = await verdict(azure, workspace, body('hosts', name))
  expect(answer).toMatch(/^400 /)
  expect(answer).toContain(words)
})

test('a network that is not there, and a tier that is no more, are refused', async () => {
  const elsewhere = body('hosts', 'containers')
  elsewhere.properties.parameters.customVirtualNetworkId.value = `${network}-2`
  expect(await verdict(azure, workspace, elsewhere)).toContain('400 InvalidResourceReference')
  expect(await verdict(azure, workspace, { ...body('hosts', 'containers'), sku: { name: 'standard' } })).toContain(
    '400 InvalidSku',
  )
})

test('a second workspace is not simulated', async () => {
  await azure.good('PUT', workspace, body('hosts', 'containers'))
  expect(await verdict(azure, `${workspace}-2`, body('hosts', 'containers'))).toContain('501 NotImplemented')
})

test('its subnets stay while it is there', async () => {
  await azure.good('PUT', workspace, body('hosts', 'containers'))
  expect(await azure.call('DELETE', `${network}/subnets/containers`)).toMatchObject({
    status: 400,
    body: { error: { code: 'InUseSubnetCannotBeDeleted' } },
  })
})

test('all that was made in it is gone with it, or with its group', async () => {
  const inside = jobsClient(databricks.url)
  const jobs = async () => (await inside.get('list')).jobs
  for (const deleted of [workspace, group]) {
    await azure.good('PUT', workspace, body('hosts', 'containers'))
    await inside.createJob()
    expect(await jobs()).toHaveLength(1)
    await azure.good('DELETE', deleted)
    expect(await jobs()).toBeUndefined()
  }
})
