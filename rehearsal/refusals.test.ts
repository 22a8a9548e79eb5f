import type { Recorded } from '../deploy/recorded'
import { explain, type Refusal } from './refusals'

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

test('refusals that differ by the run only are told once', () => {
  const other = { ...refusal, path: refusal.path.replace('0193a5c8', 'ffffffff') }
  expect(explain([refusal, other, { ...refusal, why: 'another reason' }], recorded)).toHaveLength(2)
})

test('what no stack has made is named as Azure names it', () => {
  const { resourceId: _, principalId: __, ...nameless } = refusal
  expect(explain([nameless], [])[0]).toContain('stslipway.blob.core.windows.net refused web-app (PUT')
  expect(explain([{ ...refusal, resourceId: '/other' }], recorded)[0]).toContain('/other refused web-app as foundation')
})
