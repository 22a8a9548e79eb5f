import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openResources, type Resource, type Resources } from '../arm/resources'
import { openJsonStore } from '../json-store'
import { type Access, AccessDenied, openAccess } from './access'
import { roleDefinitions } from './arm/role-definitions'
import type { Caller } from './callers'
import { openFaults } from './faults'

const group = '/subscriptions/s/resourceGroups/rg'
const vaultId = `${group}/providers/Microsoft.KeyVault/vaults/kv`
const accountId = `${group}/providers/Microsoft.Storage/storageAccounts/st`
const subnet = (name: string) =>
  `${group}/providers/microsoft.network/virtualnetworks/vnet/subnets/${name}`.toLowerCase()
const somebody = '0a1b2c3d-0000-4000-8000-00000000000f'
const start = Date.parse('2026-06-01T12:00:00Z')

const folder = mkdtempSync(join(tmpdir(), 'slipway-access-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

let now: number
let resources: Resources
let access: Access
let faults: ReturnType<typeof openFaults>

beforeEach(() => {
  const store = openJsonStore(mkdtempSync(join(folder, 'store-')))
  now = start
  resources = openResources(store.collection<Resource>('resources'))
  faults = openFaults(store)
  access = openAccess(resources, { now: () => now, set: () => {} }, faults)
})

function put(id: string, type: string, properties: Resource['properties']): Resource {
  return resources.put(id, { id, type, name: id.split('/').at(-1) ?? '', properties })
}

let assignments = 0
function assign(role: string, scope: string, principalId = somebody): string {
  const definition = roleDefinitions.find(({ name }) => name === role)
  const id = `${scope}/providers/Microsoft.Authorization/roleAssignments/${++assignments}`
  const roleDefinitionId = `/subscriptions/s/providers/Microsoft.Authorization/roleDefinitions/${definition?.id}`
  const createdOn = new Date(now).toISOString()
  put(id, 'Microsoft.Authorization/roleAssignments', { scope, principalId, roleDefinitionId, createdOn })
  return id
}

function denialOf(run: () => void): AccessDenied {
  try {
    run()
  } catch (error) {
    if (error instanceof AccessDenied) return error
    throw error
  }
  throw new Error('nothing was denied')
}

const readSecret = 'Microsoft.KeyVault/vaults/secrets/getSecret/action'
const writeSecret = 'Microsoft.KeyVault/vaults/secrets/setSecret/action'

describe('a role', () => {
  test.each([
    ['the resource', vaultId],
    ['its group', group],
    ['its subscription', '/subscriptions/s'],
    ['everything', '/'],
    ['the resource, written in another case', vaultId.toUpperCase()],
  ])('allows at the resource what is assigned at %s', (_, scope) => {
    assign('Key Vault Secrets User', scope)
    access.requireDataRole(somebody, vaultId, readSecret)
    access.requireDataRole(somebody.toUpperCase(), vaultId, readSecret)
  })

  test.each([
    ['another resource', `${group}/providers/Microsoft.KeyVault/vaults/other`],
    ['a resource whose name is the start of its name', vaultId.slice(0, -1)],
    ['something inside the resource', `${vaultId}/secrets/one`],
  ])('allows nothing at the resource when it is assigned at %s', (_, scope) => {
    assign('Key Vault Secrets User', scope)
    expect(denialOf(() => access.requireDataRole(somebody, vaultId, readSecret))).toMatchObject({ kind: 'role' })
  })

  test('inside a resource allows just there', () => {
    assign('Key Vault Secrets User', `${vaultId}/secrets/one`)
    access.requireDataRole(somebody, vaultId, readSecret, '/secrets/one')
    denialOf(() => access.requireDataRole(somebody, vaultId, readSecret, '/secrets/two'))
  })

  test('that is missing is named in the remedy, with principal and scope, and no broader one than needed', () => {
    assign('Key Vault Secrets User', vaultId)
    const denied = denialOf(() => access.requireDataRole(somebody, vaultId, writeSecret, '/secrets/one'))
    expect(denied).toMatchObject({ resourceId: vaultId, principalId: somebody })
    expect(denied.message).toContain(`has "Key Vault Secrets User" at ${vaultId}`)
    expect(denied.remedy).toBe(`assign the role "Key Vault Secrets Officer" to principal ${somebody} at ${vaultId}`)
  })

  test('that owns a resource opens nothing in it, and one for what is in it manages nothing', () => {
    assign('Owner', '/subscriptions/s')
    access.requireRole(somebody, vaultId, 'Microsoft.KeyVault/vaults/write')
    denialOf(() => access.requireDataRole(somebody, vaultId, readSecret))
    const other = '0a1b2c3d-0000-4000-8000-00000000000e'
    assign('Key Vault Secrets User', vaultId, other)
    denialOf(() => access.requireRole(other, vaultId, 'Microsoft.KeyVault/vaults/write'))
  })

  test.each([
    ['Contributor', 'Microsoft.Web/sites/write', true],
    ['Contributor', 'Microsoft.Authorization/roleAssignments/write', false],
    ['Contributor', 'Microsoft.Authorization/roleAssignments/read', true],
    ['Reader', 'Microsoft.Web/sites/read', true],
    ['Reader', 'microsoft.web/sites/READ', true],
    ['Reader', 'Microsoft.Web/sites/readAll/action', false],
    ['User Access Administrator', 'Microsoft.Authorization/roleAssignments/write', true],
    ['User Access Administrator', 'Microsoft.Web/sites/write', false],
  ])('%s and %s: %s', (role, action, allowed) => {
    assign(role, group)
    const ask = () => access.requireRole(somebody, vaultId, action)
    if (allowed) ask()
    else denialOf(ask)
  })

  test('is gone with its assignment', () => {
    const id = assign('Key Vault Secrets User', vaultId)
    access.requireDataRole(somebody, vaultId, readSecret)
    resources.delete(id)
    expect(denialOf(() => access.requireDataRole(somebody, vaultId, readSecret)).message).toContain('has no role at')
  })

  test('comes into force late where Azure is late', () => {
    faults.setLags({ lateRolesSeconds: 300 })
    assign('Key Vault Secrets User', vaultId)
    now = start + 299_000
    denialOf(() => access.requireDataRole(somebody, vaultId, readSecret))
    now = start + 300_000
    access.requireDataRole(somebody, vaultId, readSecret)
  })
})

describe('a firewall', () => {
  const endpoints = { serviceEndpoints: [{ service: 'Microsoft.Storage' }] }
  const caller = (more: Partial<Caller> = {}): Caller => ({
    name: 'somebody',
    subnetIds: [],
    address: '203.0.113.10',
    trustedService: false,
    ...more,
  })
  const account = (properties: Resource['properties']) =>
    put(accountId, 'Microsoft.Storage/storageAccounts', properties)
  const acls = (more: object) => ({ networkAcls: { defaultAction: 'Deny', bypass: 'None', ...more } })
  const ip = (...ranges: string[]) => ({ ipRules: ranges.map((value) => ({ value })) })
  const net = (...names: string[]) => ({
    virtualNetworkRules: names.map((name) => ({ id: subnet(name).toUpperCase() })),
  })

  beforeEach(() => {
    for (const name of ['one', 'two']) put(subnet(name), 'Microsoft.Network/virtualNetworks/subnets', endpoints)
    put(subnet('bare'), 'Microsoft.Network/virtualNetworks/subnets', {})
  })

  test.each<[string, Resource['properties'], Partial<Caller>]>([
    ['where there is none', {}, {}],
    ['where it allows by default', acls({ defaultAction: 'Allow' }), {}],
    ['from a listed address', acls(ip('203.0.113.10')), {}],
    ['from a listed range', acls(ip('198.51.100.0/24', '203.0.113.8/29')), {}],
    ['from a listed subnet', acls(net('one')), { subnetIds: [subnet('one')] }],
    ['from two subnets that are both listed', acls(net('two', 'one')), { subnetIds: [subnet('one'), subnet('two')] }],
    ['from the listed address of a subnet without endpoint', acls(ip('203.0.113.10')), { subnetIds: [subnet('bare')] }],
    ['to a trusted service', acls({ bypass: 'Logging, AzureServices' }), { trustedService: true }],
    [
      'to a trusted service even where public access is off',
      { publicNetworkAccess: 'Disabled', ...acls({ bypass: 'AzureServices' }) },
      { trustedService: true },
    ],
  ])('opens %s', (_, properties, from) => {
    access.requireNetwork(account(properties), caller(from))
  })

  test.each<[string, Resource['properties'], Partial<Caller>, string, string]>([
    [
      'from an address that is not listed',
      acls(ip('203.0.113.11', '203.0.113.16/28')),
      {},
      'address 203.0.113.10',
      `add address 203.0.113.10 to the IP rules of ${accountId}, or call from a subnet that is listed there`,
    ],
    [
      'from a subnet that is not listed, whatever its address',
      acls({ ...net('one'), ...ip('203.0.113.10') }),
      { subnetIds: [subnet('two')] },
      `subnet ${subnet('two')}`,
      `add subnet ${subnet('two')} to the virtual network rules of ${accountId}`,
    ],
    [
      'from two subnets of which one is not listed',
      acls(net('one')),
      { subnetIds: [subnet('one'), subnet('two')] },
      `subnet ${subnet('two')}`,
      `add subnet ${subnet('two')} to the virtual network rules of ${accountId}`,
    ],
    [
      'from a subnet that has lost its service endpoint',
      acls(net('bare')),
      { subnetIds: [subnet('bare')] },
      `subnet ${subnet('bare')} without service endpoint, so as address 203.0.113.10`,
      `give subnet ${subnet('bare')} the service endpoint Microsoft.Storage`,
    ],
    [
      'to a trusted service that is not let past',
      acls({}),
      { trustedService: true },
      'address 203.0.113.10',
      `add address 203.0.113.10 to the IP rules of ${accountId}, or call from a subnet that is listed there`,
    ],
    [
      'where public access is off, whoever is listed',
      { publicNetworkAccess: 'Disabled', ...acls(ip('203.0.113.10')) },
      {},
      'address 203.0.113.10',
      `switch on public network access of ${accountId}, or give it a private endpoint`,
    ],
  ])('stays closed %s', (_, properties, from, place, remedy) => {
    const denied = denialOf(() => access.requireNetwork(account(properties), caller(from)))
    expect(denied).toMatchObject({ kind: 'network', resourceId: accountId, remedy })
    expect(denied.message).toBe(`somebody calls from ${place}, which the firewall of ${accountId} does not let in`)
  })
})
