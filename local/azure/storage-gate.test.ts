import { createHash, randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ContainerSASPermissions, generateBlobSASQueryParameters, type UserDelegationKey } from '@azure/storage-blob'
import { type Storage, startStorage } from '../storage/storage'
import { type AzureUnderTest, group, objectIdOf, startAzureUnderTest, tenantId } from './testing/azure-under-test'
import { type DataPlane, dataPlane, deployNetwork, type Request } from './testing/data-planes'

const location = 'westeurope'
const version = '2025-11-05'
const pathOf = (account: string) => `${group}/providers/Microsoft.Storage/storageAccounts/${account}`
const runs = pathOf('sttest')
const state = pathOf('ststate')
const blobs = (account: string, path: string) => `https://${account}.blob.core.windows.net${path}`
const tables = (account: string, path: string) => `https://${account}.table.core.windows.net${path}`

const folder = mkdtempSync(join(tmpdir(), 'slipway-storage-gate-'))
let storage: Storage
let azure: AzureUnderTest
let plane: DataPlane
let subnet: (name: string) => string

const account = (networkAcls: object = { defaultAction: 'Allow' }) => ({
  location,
  kind: 'StorageV2',
  sku: { name: 'Standard_LRS' },
  properties: { allowSharedKeyAccess: false, networkAcls },
})
const send = (method: string, url: string, { headers, ...request }: Request = {}) =>
  plane.send(method, url, { ...request, headers: { 'x-ms-version': version, ...headers } })
const putBlob = (url: string, body: string | Uint8Array, request: Request = {}) =>
  send('PUT', url, { ...request, body, headers: { 'x-ms-blob-type': 'BlockBlob', ...request.headers } })

beforeAll(async () => {
  storage = await startStorage({ dataDir: folder, tenantId, accounts: ['sttest', 'ststate'] })
  azure = await startAzureUnderTest({ storage })
  plane = dataPlane(azure, 'https://storage.azure.com')
  subnet = await deployNetwork(azure, ['Microsoft.Storage'], {
    nodes: { serviceEndpoints: [{ service: 'Microsoft.Storage' }] },
  })
  await azure.good('PUT', state, account())
  await azure.good('PUT', `${state}/blobServices/default/containers/tfstate`, { properties: {} })
}, 60_000)
afterAll(async () => {
  await azure?.close()
  await storage?.close()
  rmSync(folder, { recursive: true, force: true })
})

test('there is no account before it is deployed', async () => {
  expect(await send('GET', blobs('sttest', '/a/b'))).toMatchObject({
    status: 404,
    headers: { 'x-ms-error-code': 'ResourceNotFound' },
  })
  await azure.good('PUT', runs, account())
})

test('an account that the emulated storage has not cannot be deployed', async () => {
  expect(await azure.call('PUT', pathOf('stother'), { body: account() })).toMatchObject({
    status: 501,
    body: { error: { message: 'simulator: its storage has the accounts sttest, ststate, not stother.' } },
  })
})

describe('roles', () => {
  test('without one nothing is done, and the refusal names the role', async () => {
    const [refusal] = await plane.refusedBy(async () => {
      expect(await putBlob(blobs('ststate', '/tfstate/a'), 'x')).toMatchObject({
        status: 403,
        headers: { 'x-ms-error-code': 'AuthorizationPermissionMismatch' },
      })
    })
    expect(refusal).toMatchObject({
      kind: 'role',
      host: 'ststate.blob.core.windows.net',
      resourceId: state,
      remedy: `assign the role "Storage Blob Data Contributor" to principal ${objectIdOf('stranger')} at ${state}`,
    })
  })

  test('to own the account opens nothing in it', async () => {
    expect(await send('GET', blobs('ststate', '/tfstate/a'), { as: 'deployer' })).toMatchObject({ status: 403 })
  })

  test('Blob Data Contributor makes containers, and writes, lists, reads and deletes blobs, but no table', async () => {
    const revoke = await plane.grant('stranger', 'Storage Blob Data Contributor', runs)
    expect(await send('PUT', blobs('sttest', '/run-1?restype=container'))).toMatchObject({ status: 201 })
    expect(await putBlob(blobs('sttest', '/run-1/in/a%20b.json'), '{"a":1}')).toMatchObject({ status: 201 })
    const listed = await send('GET', blobs('sttest', '/run-1?restype=container&comp=list'))
    expect(listed.body).toContain('<Name>in/a b.json</Name>')
    expect((await send('GET', blobs('sttest', '/run-1/in/a%20b.json'))).body).toBe('{"a":1}')
    expect(await send('DELETE', blobs('sttest', '/run-1/in/a%20b.json'))).toMatchObject({ status: 202 })
    expect(await send('GET', blobs('sttest', '/run-1/in/a%20b.json'))).toMatchObject({ status: 404 })
    const [refusal] = await plane.refusedBy(() => send('GET', tables('sttest', '/Tables')))
    expect(refusal).toMatchObject({ remedy: expect.stringContaining('"Storage Table Data Contributor"') })
    await revoke()
    expect(await send('GET', blobs('sttest', '/run-1?restype=container&comp=list'))).toMatchObject({ status: 403 })
  })

  test('Table Data Contributor makes tables and entities, but no blob', async () => {
    const revoke = await plane.grant('stranger', 'Storage Table Data Contributor', runs)
    const headers = { accept: 'application/json;odata=nometadata' }
    expect(await send('POST', tables('sttest', '/Tables'), { headers, body: { TableName: 'runs' } })).toMatchObject({
      status: 201,
    })
    const entity = { PartitionKey: 'p', RowKey: 'r', text: 'hello' }
    expect(await send('POST', tables('sttest', '/runs'), { headers, body: entity })).toMatchObject({ status: 201 })
    const key = "/runs(PartitionKey='p',RowKey='r')"
    expect((await send('GET', tables('sttest', key), { headers })).body).toMatchObject(entity)
    expect(await send('DELETE', tables('sttest', key), { headers: { 'if-match': '*' } })).toMatchObject({ status: 204 })
    expect(await send('GET', blobs('sttest', '/?comp=list'))).toMatchObject({ status: 403 })
    await revoke()
  })

  test('at a container opens that one', async () => {
    const revoke = await plane.grant(
      'stranger',
      'Storage Blob Data Contributor',
      `${state}/blobServices/default/containers/tfstate`,
    )
    expect(await putBlob(blobs('ststate', '/tfstate/one'), 'x')).toMatchObject({ status: 201 })
    expect(await putBlob(blobs('ststate', '/other/one'), 'x')).toMatchObject({ status: 403 })
    expect(await send('GET', blobs('ststate', '/?comp=list'))).toMatchObject({ status: 403 })
    await revoke()
  })
})

test.each<[string, Request, string, number, string]>([
  ['no token', { as: null }, '', 401, 'InvalidAuthenticationInfo'],
  ['a token for another service', { resource: 'https://vault.azure.net' }, '', 401, 'InvalidAuthenticationInfo'],
  [
    'an account key',
    { as: null, headers: { authorization: 'SharedKey sttest:c2lnbmF0dXJl' } },
    '',
    403,
    'KeyBasedAuthenticationNotPermitted',
  ],
  [
    'what an account key has signed',
    { as: null },
    '?sv=2025-11-05&ss=b&srt=sco&sp=rwl&se=2100-01-01&sig=c2ln',
    403,
    'KeyBasedAuthenticationNotPermitted',
  ],
])('%s opens nothing', async (_, request, query, status, code) => {
  const answer = await send('GET', blobs('sttest', `/run-1/a${query}`), request)
  expect(answer).toMatchObject({ status, headers: { 'x-ms-error-code': code } })
  if (status === 401) expect(answer.headers['www-authenticate']).toContain(`/${tenantId}/oauth2/authorize`)
})

describe('a shared access signature', () => {
  let query: string
  let revoke: () => Promise<void>

  beforeAll(async () => {
    revoke = await plane.grant('stranger', 'Storage Blob Data Contributor', runs)
    for (const name of ['shared', 'closed']) await send('PUT', blobs('sttest', `/${name}?restype=container`))
    const startsOn = new Date(Date.now() - 60_000)
    const expiresOn = new Date(Date.now() + 600_000)
    const permissions = ContainerSASPermissions.parse('racwl')
    const key = await delegationKey(startsOn, expiresOn)
    const values = { containerName: 'shared', permissions, startsOn, expiresOn, version }
    query = generateBlobSASQueryParameters(values, key, 'sttest').toString()
  })

  async function delegationKey(startsOn: Date, expiresOn: Date): Promise<UserDelegationKey> {
    const day = (date: Date) => `${date.toISOString().slice(0, 19)}Z`
    const body = `<?xml version="1.0" encoding="utf-8"?><KeyInfo><Start>${day(startsOn)}</Start><Expiry>${day(expiresOn)}</Expiry></KeyInfo>`
    const url = blobs('sttest', '/?restype=service&comp=userdelegationkey')
    const answer = await send('POST', url, { body, headers: { 'content-type': 'application/xml' } })
    const field = (name: string) => new RegExp(`<${name}>([^<]*)</${name}>`).exec(answer.body)?.[1] ?? ''
    return {
      signedObjectId: field('SignedOid'),
      signedTenantId: field('SignedTid'),
      signedStartsOn: new Date(field('SignedStart')),
      signedExpiresOn: new Date(field('SignedExpiry')),
      signedService: field('SignedService'),
      signedVersion: field('SignedVersion'),
      value: field('Value'),
    }
  }

  test('of a principal with a role opens its container to whoever has it, and no other one', async () => {
    expect(await putBlob(blobs('sttest', `/shared/a?${query}`), 'shared', { as: null })).toMatchObject({ status: 201 })
    expect((await send('GET', blobs('sttest', `/shared/a?${query}`), { as: null })).body).toBe('shared')
    expect(await putBlob(blobs('sttest', `/closed/a?${query}`), 'x', { as: null })).toMatchObject({ status: 403 })
    expect(await send('DELETE', blobs('sttest', `/shared/a?${query}`), { as: null })).toMatchObject({ status: 403 })
  })

  test('opens nothing any more when its principal has lost the role', async () => {
    await revoke()
    const read = () => send('GET', blobs('sttest', `/shared/a?${query}`), { as: null })
    const [refusal] = await plane.refusedBy(async () => expect(await read()).toMatchObject({ status: 403 }))
    expect(refusal).toMatchObject({ kind: 'role', principalId: objectIdOf('stranger') })
    revoke = await plane.grant('stranger', 'Storage Blob Data Contributor', runs)
    expect(await read()).toMatchObject({ status: 200 })
  })

  test('does not get past the firewall', async () => {
    const acls = { defaultAction: 'Deny', bypass: 'None', ipRules: [{ value: '198.51.100.7' }] }
    await azure.good('PUT', runs, account(acls))
    const read = (from: string) => send('GET', blobs('sttest', `/shared/a?${query}`), { as: null, from })
    expect(await read('caller')).toMatchObject({ status: 200 })
    const [refusal] = await plane.refusedBy(async () => {
      expect(await read('nodes')).toMatchObject({
        status: 403,
        headers: { 'x-ms-error-code': 'AuthorizationFailure' },
      })
    })
    expect(refusal).toMatchObject({ kind: 'network', caller: 'nodes', resourceId: runs })
    await azure.good('PUT', runs, account({ ...acls, virtualNetworkRules: [{ id: subnet('nodes') }] }))
    // The nodes have no workspace yet, so they are in no subnet.
    expect(await read('nodes')).toMatchObject({ status: 403 })
    await azure.good('PUT', runs, account())
    await revoke()
  })

  test('does not appear in the transcript', async () => {
    await azure.restart()
    const signature = new URLSearchParams(query).get('sig') ?? ''
    const text = JSON.stringify(azure.transcript())
    expect(text).toContain('/shared/a?')
    expect(text).not.toContain(encodeURIComponent(signature))
    expect(text).not.toContain(signature)
  })
})

describe('with a role', () => {
  let revoke: (() => Promise<void>)[]
  beforeAll(async () => {
    revoke = await Promise.all(
      [runs, state].map((one) => plane.grant('stranger', 'Storage Blob Data Contributor', one)),
    )
  })
  afterAll(() => Promise.all(revoke.map((one) => one())))

  test('the same container of two accounts is two containers', async () => {
    await send('PUT', blobs('sttest', '/tfstate?restype=container'))
    await putBlob(blobs('sttest', '/tfstate/same'), 'of the runs')
    await putBlob(blobs('ststate', '/tfstate/same'), 'of the state')
    expect((await send('GET', blobs('sttest', '/tfstate/same'))).body).toBe('of the runs')
    expect((await send('GET', blobs('ststate', '/tfstate/same'))).body).toBe('of the state')
  })

  test('a state is locked by a lease, as the azurerm backend does it', async () => {
    const url = blobs('ststate', '/tfstate/test.tfstate')
    const lease = (action: string, headers: Record<string, string> = {}) =>
      send('PUT', `${url}?comp=lease`, { headers: { 'x-ms-lease-action': action, ...headers } })
    await putBlob(url, '{}', { headers: { 'x-ms-meta-terraformlockid': 'bG9jaw==' } })
    const id = '00000000-0000-4000-8000-00000000abcd'
    const taken = await lease('acquire', { 'x-ms-lease-duration': '-1', 'x-ms-proposed-lease-id': id })
    expect(taken).toMatchObject({ status: 201, headers: { 'x-ms-lease-id': id } })
    expect(await lease('acquire', { 'x-ms-lease-duration': '-1' })).toMatchObject({ status: 409 })
    expect(await putBlob(url, '{"serial":1}')).toMatchObject({ status: 412 })
    expect(await putBlob(url, '{"serial":2}', { headers: { 'x-ms-lease-id': id } })).toMatchObject({ status: 201 })
    expect(await lease('release', { 'x-ms-lease-id': id })).toMatchObject({ status: 200 })
    expect((await send('GET', url)).body).toBe('{"serial":2}')
  })

  test('large bodies pass whole in both directions', async () => {
    const bytes = randomBytes(6 * 1024 * 1024).toString('latin1')
    const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')
    await send('PUT', blobs('sttest', '/large?restype=container'))
    expect(await putBlob(blobs('sttest', '/large/one'), bytes)).toMatchObject({ status: 201 })
    const { body } = await send('GET', blobs('sttest', '/large/one'))
    expect(sha256(body)).toBe(sha256(bytes))
  })

  test('a refusal reaches whoever is still uploading', async () => {
    const body = Buffer.alloc(24 * 1024 * 1024)
    expect(await putBlob(blobs('sttest', '/large/two'), body, { as: 'deployer' })).toMatchObject({ status: 403 })
  })

  test('containers of the deployment come and go with their resources, and everything with the account', async () => {
    const listed = async () => (await send('GET', blobs('ststate', '/?comp=list'))).body as string
    const resource = `${state}/blobServices/default/containers/deployed`
    await azure.good('PUT', resource, { properties: {} })
    await azure.good('PUT', resource, { properties: {} })
    expect(await listed()).toContain('<Name>deployed</Name>')
    await azure.good('DELETE', resource)
    expect(await listed()).not.toContain('<Name>deployed</Name>')

    const headers = { accept: 'application/json;odata=nometadata' }
    const tablesIn = async () => (await send('GET', tables('ststate', '/Tables'), { headers })).body.value
    await send('PUT', blobs('ststate', '/by-hand?restype=container'))
    const forTables = await plane.grant('stranger', 'Storage Table Data Contributor', state)
    await send('POST', tables('ststate', '/Tables'), { headers, body: { TableName: 'byHand' } })
    expect(await listed()).toContain('<Name>by-hand</Name>')
    expect(await tablesIn()).toHaveLength(1)
    await forTables()
    await revoke.pop()?.()
    await azure.good('DELETE', state)
    await azure.good('PUT', state, account())
    revoke.push(await plane.grant('stranger', 'Storage Blob Data Contributor', state))
    revoke.push(await plane.grant('stranger', 'Storage Table Data Contributor', state))
    expect(await listed()).not.toContain('<Container>')
    expect(await tablesIn()).toEqual([])
    expect(await send('GET', blobs('sttest', '/tfstate/same'))).toMatchObject({ status: 200 })
  })
})
