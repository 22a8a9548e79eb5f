import type { Recorded } from '../deploy/recorded'
import type { Refusal } from '../local/azure/refusals'
import { explain, inStacks } from './refusals'

const group = '/subscriptions/s/resourceGroups/rg-slipway'
const storage = `${group}/providers/Microsoft.Storage/storageAccounts/stslipway`
const recorded: readonly Recorded[] = [
  { stack: 'foundation', address: 'azurerm_resource_group.group', id: group },
  { stack: 'foundation', address: 'azurerm_storage_account.storage', id: storage },
  {
    stack: 'foundation',
    address: 'azurerm_user_assigned_identity.api-identity',
    id: `${group}/api`,
    principalId: 'p-1',
  },
]
const refusal: Refusal = {
  kind: 'role',
  caller: 'web-app',
  host: 'stslipway.blob.core.windows.net',
  method: 'PUT',
  path: '/run-0193a5c8-1111-2222-3333-444455556666/input?comp=block',
  resourceId: `${storage}/blobServices/default/containers/runs`.toUpperCase(),
  principalId: 'p-1',
  why: 'it may not write blobs',
  remedy: 'assign Storage Blob Data Contributor',
}

test('a refusal names stack and address of what was protected and of who was refused, and the remedy', () => {
  expect(explain([refusal], recorded)).toEqual([
    'foundation, azurerm_storage_account.storage refused web-app as foundation, azurerm_user_assigned_identity.api-identity (PUT https://stslipway.blob.core.windows.net/run-…/input): it may not write blobs\n    remedy: assign Storage Blob Data Contributor',
  ])
})

test('refusals that the same would mend are one text, which counts them', () => {
  const other = { ...refusal, path: refusal.path.replace('0193a5c8', 'ffffffff'), why: 'it may not delete blobs' }
  const texts = explain([refusal, other, { ...refusal, remedy: 'another one' }], recorded)
  expect(texts).toEqual([
    expect.stringMatching(/it may not write blobs \(2 requests\)\n {4}remedy: assign/),
    expect.stringMatching(/it may not write blobs\n {4}remedy: another one/),
  ])
})

test('what no stack has made is named as Azure names it', () => {
  const { resourceId: _, principalId: __, ...nameless } = refusal
  expect(explain([nameless], [])[0]).toContain('stslipway.blob.core.windows.net refused web-app (PUT')
  expect(explain([{ ...refusal, resourceId: '/other' }], recorded)[0]).toContain('/other refused web-app as foundation')
})

test('resource ids and principals in a text become stack and address, whole ids only', () => {
  const identity = { ...recorded[2], principalId: '01234567-89ab-cdef-0123-456789abcdef' } as Recorded
  const given = [recorded[0], recorded[1], identity] as Recorded[]
  expect(inStacks(`principal ${identity.principalId} at ${storage.toLowerCase()}: none`, given)).toBe(
    'principal foundation, azurerm_user_assigned_identity.api-identity at foundation, azurerm_storage_account.storage: none',
  )
  expect(inStacks(`at ${storage}-other and ${group}/other`, given)).toBe(`at ${storage}-other and ${group}/other`)
})

test('numbers of a workspace are no names: they stand in other places too', () => {
  const job = { stack: 'jobs', address: 'databricks_job.small', id: '12' }
  expect(inStacks('12 of 12 jobs', [job])).toBe('12 of 12 jobs')
})

test('a subnet is named itself, not the association that has its id', () => {
  const id = `${group}/subnets/nodes`
  const subnet = { stack: 'foundation', address: 'azurerm_subnet.nodes', id }
  const association = { ...subnet, address: 'azurerm_subnet_network_security_group_association.nodes' }
  for (const both of [
    [subnet, association],
    [association, subnet],
  ]) {
    expect(inStacks(id, both)).toBe('foundation, azurerm_subnet.nodes')
    expect(explain([{ ...refusal, resourceId: id }], both)[0]).toMatch(/^foundation, azurerm_subnet\.nodes refused/)
  }
})
