import { type AzureUnderTest, group, objectIdOf, subscription } from '../../testing/azure-under-test'
import { inGroup, location, startWithGroup, verdict } from '../../testing/resource-group'

const identity = inGroup('Microsoft.ManagedIdentity/userAssignedIdentities', 'id-test')
const role = (id: string) => `${subscription}/providers/Microsoft.Authorization/roleDefinitions/${id}`
const reader = role('acdd72a7-3385-48ef-bd42-f606fba81ae7')
const pull = role('7f951dda-4ed3-4680-a7ca-43fe172d538d')
const assignment = (digit: number, scope = group) =>
  `${scope}/providers/Microsoft.Authorization/roleAssignments/${String(digit).repeat(8)}-0000-4000-8000-000000000000`
const body = (more: object = {}) => ({
  properties: { principalId: objectIdOf('stranger'), roleDefinitionId: reader, ...more },
})

let azure: AzureUnderTest
beforeAll(async () => {
  azure = await startWithGroup(['Microsoft.ManagedIdentity'])
})
afterAll(() => azure?.close())
afterEach(async () => {
  for (const digit of [1, 2, 3]) await azure.call('DELETE', assignment(digit))
})

test('an assignment says at which scope it is and whose it is, and is no tracked resource', async () => {
  const { status, body: shown } = await azure.good('PUT', assignment(1), body())
  expect(status).toBe(201)
  expect(shown.properties).toEqual({
    ...body().properties,
    principalType: 'ServicePrincipal',
    scope: group,
    createdOn: expect.any(String),
  })
  const { body: listed } = await azure.good('GET', `${group}/resources`)
  expect(listed.value).toEqual([])
})

test('the same once more changes nothing; under another name it is refused', async () => {
  const { body: first } = await azure.good('PUT', assignment(1), body())
  expect((await azure.good('PUT', assignment(1), body())).body).toEqual(first)
  expect(await verdict(azure, assignment(2), body())).toContain(
    `409 RoleAssignmentExists: The role assignment already exists. The ID of the existing role assignment is ${'1'.repeat(8)}`,
  )
  expect(await verdict(azure, assignment(3), body({ roleDefinitionId: pull }))).toBe('accepted')
  expect(await verdict(azure, assignment(4, `${group}-2`), body())).toContain('404 ResourceGroupNotFound')
  await azure.good('DELETE', assignment(1))
  expect(await verdict(azure, assignment(2), body())).toBe('accepted')
})

test('an assignment is never changed', async () => {
  await azure.good('PUT', assignment(1), body())
  expect(await verdict(azure, assignment(1), body({ roleDefinitionId: pull }))).toContain(
    '400 RoleAssignmentUpdateNotPermitted',
  )
})

test('a principal must be in the directory, as what it is said to be', async () => {
  const nobody = '99999999-9999-4999-8999-999999999999'
  expect(await verdict(azure, assignment(1), body({ principalId: nobody }))).toContain(
    `400 PrincipalNotFound: Principal ${nobody.replaceAll('-', '')} does not exist in the directory`,
  )
  expect(await verdict(azure, assignment(1), body({ principalType: 'User' }))).toContain('400 UnmatchedPrincipalType')
  expect(await verdict(azure, assignment(1), body({ principalType: 'ServicePrincipal' }))).toBe('accepted')
})

test('an identity is a principal from its creation to its deletion', async () => {
  const { body: made } = await azure.good('PUT', identity, { location })
  const { principalId } = made.properties
  expect(await verdict(azure, assignment(1), body({ principalId }))).toBe('accepted')
  await azure.good('DELETE', identity)
  expect(await verdict(azure, assignment(2), body({ principalId, roleDefinitionId: pull }))).toContain(
    'PrincipalNotFound',
  )
})

test('a new principal is not found as often as the switch says', async () => {
  await azure.control('PUT', '/__emulator/lags', { principalNotFound: 2 })
  for (const answer of ['400 PrincipalNotFound', '400 PrincipalNotFound', 'accepted'])
    expect(await verdict(azure, assignment(1), body())).toContain(answer)
})

test.each([
  [
    'a role that is not there',
    assignment(1),
    body({ roleDefinitionId: role(assignment(9).slice(-36)) }),
    'RoleDefinitionDoesNotExist',
  ],
  [
    'a name that is no GUID',
    `${group}/providers/Microsoft.Authorization/roleAssignments/mine`,
    body(),
    'InvalidRoleAssignmentId',
  ],
])('%s is refused', async (_, path, given, code) => {
  expect(await verdict(azure, path, given)).toContain(`400 ${code}`)
})

test('a role is found by its name, with what it allows', async () => {
  const list = `${group}/providers/Microsoft.Authorization/roleDefinitions`
  const { body: found } = await azure.good(
    'GET',
    `${list}?$filter=roleName%20eq%20'Storage%20Table%20Data%20Contributor'`,
  )
  expect(found.value).toHaveLength(1)
  expect(found.value[0]).toMatchObject({
    id: role('0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3'),
    properties: {
      roleName: 'Storage Table Data Contributor',
      permissions: [
        {
          dataActions: expect.arrayContaining(['Microsoft.Storage/storageAccounts/tableServices/tables/entities/read']),
        },
      ],
    },
  })
  expect((await azure.good('GET', found.value[0].id)).body).toEqual(found.value[0])
  const { body: unknown } = await azure.good('GET', `${list}?$filter=roleName%20eq%20'Slipway%20Reader'`)
  expect(unknown.value).toEqual([])
  expect(await azure.call('GET', role(assignment(9).slice(-36)))).toMatchObject({ status: 404 })
})
