import { decodeJwt } from 'jose'
import { type AzureUnderTest, group, objectIdOf, startAzureUnderTest, tenantId } from '../testing/azure-under-test'
import { type GraphClient, openGraphClient } from '../testing/graph-client'

const role = {
  id: '7d1b6d1c-6f0f-4f6e-9a40-0c2f5d0b8d11',
  value: 'Runs.Submit',
  displayName: 'Runs.Submit',
  description: 'Submits runs.',
  allowedMemberTypes: ['Application'],
  isEnabled: true,
}
const notThere = '00000000-0000-4000-8000-000000000000'

let azure: AzureUnderTest
let graph: GraphClient

beforeAll(async () => {
  azure = await startAzureUnderTest()
  await azure.good('POST', `${group.split('/resourceGroups')[0]}/providers/Microsoft.ManagedIdentity/register`)
  await azure.good('PUT', group, { location: 'westeurope' })
  graph = await openGraphClient(azure)
})
afterAll(() => azure?.close())

interface Deployed {
  readonly applicationId: string
  readonly appId: string
  /** Object id of its service principal. */
  readonly principalId: string
}

/** An API as the foundation makes it. */
async function deployApi(displayName: string, requiresRole = true): Promise<Deployed> {
  const { id, appId } = await graph.good('POST', '/v1.0/applications', {
    displayName,
    appRoles: [role],
    api: { requestedAccessTokenVersion: 2 },
    optionalClaims: { accessToken: [{ name: 'idtyp' }] },
  })
  const made = await graph.good('POST', '/v1.0/servicePrincipals', { appId, appRoleAssignmentRequired: requiresRole })
  await graph.good('PATCH', `/v1.0/applications/${id}`, { identifierUris: [`api://${appId}`] })
  return { applicationId: id, appId, principalId: made.id }
}

interface Identity {
  readonly principalId: string
  readonly clientId: string
}

async function deployIdentity(name: string): Promise<Identity> {
  const path = `${group}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/${name}`
  return (await azure.good('PUT', path, { location: 'westeurope' })).body.properties
}

/** As a workload of the identity asks on its machine. */
async function tokenOf({ clientId }: Identity, resource: string) {
  const { header } = (await azure.control('GET', `/__emulator/identities/${clientId}`)).body
  const query = new URLSearchParams({ 'api-version': '2019-08-01', client_id: clientId, resource })
  const answer = await fetch(`${azure.entra.url}/msi/token?${query}`, { headers: { 'x-identity-header': header } })
  return (await answer.json()) as { access_token: string; message: string }
}

const claimsOf = async (identity: Identity, { appId }: Deployed) =>
  decodeJwt((await tokenOf(identity, `api://${appId}`)).access_token)

function give({ principalId: resourceId }: Deployed, principalId: string, appRoleId = role.id) {
  return graph.call('POST', `/v1.0/servicePrincipals/${resourceId}/appRoleAssignedTo`, {
    appRoleId,
    principalId,
    resourceId,
  })
}

describe('a service principal', () => {
  test('has what its application has, and there is one for each', async () => {
    const { appId, principalId } = await deployApi('one')
    const [found] = (await graph.good('GET', `/v1.0/servicePrincipals?$filter=appId eq '${appId}'`)).value
    expect(found).toMatchObject({
      id: principalId,
      appId,
      displayName: 'one',
      appRoles: [role],
      servicePrincipalType: 'Application',
      servicePrincipalNames: [appId, `api://${appId}`],
      appOwnerOrganizationId: tenantId,
    })
    expect(await graph.call('POST', '/v1.0/servicePrincipals', { appId })).toMatchObject({
      status: 409,
      body: { error: { code: 'Request_MultipleObjectsWithSameKeyValue' } },
    })
    expect((await graph.call('POST', '/v1.0/servicePrincipals', { appId: notThere })).status).toBe(400)
  })

  test('of a managed identity is there with it, and only Azure changes it', async () => {
    const { clientId, principalId } = await deployIdentity('id-seen')
    const [found] = (await graph.good('GET', `/v1.0/servicePrincipals?$filter=appId eq '${clientId}'`)).value
    expect(found).toMatchObject({ id: principalId, displayName: 'id-seen', servicePrincipalType: 'ManagedIdentity' })
    const path = `/v1.0/servicePrincipals/${principalId}`
    expect((await graph.call('PATCH', path, { displayName: 'mine' })).status).toBe(400)
    expect((await graph.call('DELETE', path)).status).toBe(400)
  })
})

describe('an app role', () => {
  test('stands in the tokens of whom it was given, and of nobody else', async () => {
    const api = await deployApi('given')
    const [holder, other] = [await deployIdentity('id-holder'), await deployIdentity('id-other')]
    const { status, body } = await give(api, holder.principalId)
    expect(status).toBe(201)
    expect(body).toMatchObject({
      principalType: 'ServicePrincipal',
      principalDisplayName: 'id-holder',
      resourceDisplayName: 'given',
    })
    expect(await claimsOf(holder, api)).toMatchObject({
      aud: api.appId,
      iss: `https://login.microsoftonline.com/${tenantId}/v2.0`,
      azp: holder.clientId,
      oid: holder.principalId,
      roles: ['Runs.Submit'],
    })
    expect((await tokenOf(other, `api://${api.appId}`)).message).toMatch(/not assigned to a role/)
  })

  test('stands in them until it is taken, from either side', async () => {
    const api = await deployApi('taken', false)
    const identity = await deployIdentity('id-taken')
    for (const [side, of] of [
      ['appRoleAssignedTo', api.principalId],
      ['appRoleAssignments', identity.principalId],
    ]) {
      const { id } = (await give(api, identity.principalId)).body
      expect((await claimsOf(identity, api)).roles).toEqual(['Runs.Submit'])
      const all = `/v1.0/servicePrincipals/${of}/${side}`
      expect((await graph.good('GET', all)).value.map((one: { id: string }) => one.id)).toEqual([id])
      expect((await graph.call('DELETE', `${all}/${id}`)).status).toBe(204)
      expect((await graph.call('GET', `${all}/${id}`)).status).toBe(404)
      expect((await claimsOf(identity, api)).roles).toBeUndefined()
    }
  })

  test('goes with the application, and with the identity', async () => {
    const api = await deployApi('leaving')
    const identity = await deployIdentity('id-leaving')
    await give(api, identity.principalId)
    await azure.good('DELETE', `${group}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/id-leaving`)
    const assigned = `/v1.0/servicePrincipals/${api.principalId}/appRoleAssignedTo`
    expect((await graph.good('GET', assigned)).value).toEqual([])
    const other = await deployIdentity('id-staying')
    await give(api, other.principalId)
    await graph.good('DELETE', `/v1.0/applications/${api.applicationId}`)
    expect((await tokenOf(other, `api://${api.appId}`)).message).toMatch(/was not found in the tenant/)
    expect((await graph.good('GET', `/v1.0/servicePrincipals/${other.principalId}/appRoleAssignments`)).value).toEqual(
      [],
    )
  })

  test.each([
    ['an application that is gone', 404, { resourceId: notThere }],
    ['a role that the application has not', 400, { appRoleId: notThere }],
    ['a principal that is nowhere', 400, { principalId: notThere }],
  ])('is refused for %s', async (_, status, wrong) => {
    const { principalId: resourceId } = await deployApi('refusing')
    const right = { appRoleId: role.id, principalId: objectIdOf('stranger'), resourceId }
    const path = `/v1.0/servicePrincipals/${right.resourceId}/appRoleAssignedTo`
    const { resourceId: of = right.resourceId } = wrong as { resourceId?: string }
    expect((await graph.call('POST', path.replace(resourceId, of), { ...right, ...wrong })).status).toBe(status)
    expect((await graph.call('POST', path, right)).status).toBe(201)
  })

  test.each([
    ['that is for people', { allowedMemberTypes: ['User'] }],
    ['that is disabled', { isEnabled: false }],
  ])('%s is not given to a program', async (_, change) => {
    const api = await deployApi('kinds')
    const path = `/v1.0/applications/${api.applicationId}`
    await graph.good('PATCH', path, { appRoles: [{ ...role, isEnabled: false }] })
    await graph.good('PATCH', path, { appRoles: [{ ...role, ...change }] })
    expect((await give(api, objectIdOf('stranger'))).status).toBe(400)
  })

  test('is given once', async () => {
    const api = await deployApi('once')
    expect((await give(api, objectIdOf('stranger'))).status).toBe(201)
    const { status, body } = await give(api, objectIdOf('stranger'))
    expect([status, body.error.message]).toEqual([400, expect.stringContaining('already exists')])
  })

  test('is still given after a restart of the simulator', async () => {
    const api = await deployApi('kept')
    const identity = await deployIdentity('id-kept')
    await give(api, identity.principalId)
    await azure.restart()
    expect((await claimsOf(identity, api)).roles).toEqual(['Runs.Submit'])
    const assigned = `/v1.0/servicePrincipals/${api.principalId}/appRoleAssignedTo`
    expect((await graph.good('GET', assigned)).value).toHaveLength(1)
  })
})

describe('a federated credential', () => {
  const path = ({ applicationId }: Deployed) => `/v1.0/applications/${applicationId}/federatedIdentityCredentials`
  const trusting = ({ principalId }: Identity) => ({
    name: 'sign-in',
    issuer: `https://login.microsoftonline.com/${tenantId}/v2.0`,
    subject: principalId,
    audiences: ['api://AzureADTokenExchange'],
  })

  async function exchange({ appId }: Deployed, identity: Identity) {
    const { access_token } = await tokenOf(identity, 'api://AzureADTokenExchange')
    const answer = await fetch(`${azure.entra.url}/${tenantId}/oauth2/v2.0/token`, {
      method: 'POST',
      body: new URLSearchParams({
        grant_type: 'client_credentials',
        client_id: appId,
        client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
        client_assertion: access_token,
        scope: 'https://graph.microsoft.com/.default',
      }),
    })
    return (await answer.json()) as { access_token: string; error_codes?: number[] }
  }

  test('lets the identity that it names stand in for a secret, while it is there', async () => {
    const api = await deployApi('trusting')
    const [trusted, other] = [await deployIdentity('id-trusted'), await deployIdentity('id-untrusted')]
    expect((await exchange(api, trusted)).error_codes).toEqual([700211])
    const { id } = await graph.good('POST', path(api), trusting(trusted))
    expect(decodeJwt((await exchange(api, trusted)).access_token)).toMatchObject({
      appid: api.appId,
      oid: api.principalId,
    })
    expect((await exchange(api, other)).error_codes).toEqual([700213])
    await graph.good('PATCH', `${path(api)}/${id}`, { audiences: ['api://elsewhere'] })
    expect((await exchange(api, trusted)).error_codes).toEqual([700212])
    await graph.good('DELETE', `${path(api)}/${id}`)
    expect((await exchange(api, trusted)).error_codes).toEqual([700211])
  })

  test('is read as it was given, by id or by name, and is unique', async () => {
    const api = await deployApi('credentials')
    const given = trusting(await deployIdentity('id-credential'))
    const made = await graph.good('POST', path(api), given)
    expect(made).toEqual({ ...given, id: expect.any(String) })
    for (const key of [made.id, given.name]) expect(await graph.good('GET', `${path(api)}/${key}`)).toEqual(made)
    for (const same of [given, { ...given, name: 'another' }, { ...given, subject: 'another' }]) {
      expect((await graph.call('POST', path(api), same)).status).toBe(409)
    }
    expect((await graph.call('POST', path(api), { ...given, name: 'x', subject: ' padded' })).status).toBe(400)
  })
})
