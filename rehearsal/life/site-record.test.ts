import { readSite } from './site-record'
import { applicationId, type DeployedSite, deploySite, environment, ids } from './testing/deployed-site'

let deployed: DeployedSite
beforeAll(async () => {
  deployed = await deploySite()
})
afterAll(() => deployed?.close())

const read = () => readSite(deployed.appService, environment)

const assertion = 'OVERRIDE_USE_MI_FIC_ASSERTION_CLIENTID'
const authentication = {
  platform: { enabled: true, runtimeVersion: '~1' },
  globalValidation: { requireAuthentication: false, unauthenticatedClientAction: 'AllowAnonymous' },
  identityProviders: {
    azureActiveDirectory: {
      enabled: true,
      registration: {
        clientId: applicationId,
        openIdIssuer: 'https://login.microsoftonline.com/33333333-3333-4333-8333-333333333333/v2.0',
        clientSecretSettingName: assertion,
      },
      validation: { allowedAudiences: [`api://${applicationId}`] },
      login: { loginParameters: ['scope=openid api://x/y', 'claims={"a":"b=c"}', 'prompt='] },
    },
  },
  login: { tokenStore: { enabled: true } },
}

test('a site is what was deployed, its settings with their references unresolved', async () => {
  await deployed.putSettings({ PORT: '8080', [assertion]: 'client-id-of-the-proof' })
  await deployed.putAuthentication(authentication)
  const site = await read()
  expect(site).toMatchObject({
    hostName: expect.stringMatching(/^app-slipway-rehearsal-\w+\.azurewebsites\.net$/),
    settings: { PORT: '8080', [assertion]: 'client-id-of-the-proof' },
    referenceIdentityId: ids.identity,
    image: 'crtest.azurecr.io/api@sha256:0123',
    pullIdentity: 'client-id-of-the-puller',
    healthCheckPath: '/health/ready',
    authentication: {
      clientId: applicationId,
      issuer: 'https://login.microsoftonline.com/33333333-3333-4333-8333-333333333333/v2.0',
      allowedAudiences: [`api://${applicationId}`],
      unauthenticatedAction: 'AllowAnonymous',
      loginParameters: { scope: 'openid api://x/y', claims: '{"a":"b=c"}', prompt: '' },
      tokenStore: true,
      assertionClientId: 'client-id-of-the-proof',
    },
  })
  expect([...site.identities.keys()]).toEqual([ids.identity.toLowerCase()])
})

test('what authentication asks of the unauthenticated counts only where it is required', async () => {
  const answered = async (requireAuthentication: boolean, unauthenticatedClientAction: string) => {
    const globalValidation = { requireAuthentication, unauthenticatedClientAction }
    await deployed.putAuthentication({ ...authentication, globalValidation })
    return (await read()).authentication?.unauthenticatedAction
  }
  expect(await answered(true, 'Return401')).toBe('Return401')
  expect(await answered(false, 'Return401')).toBe('AllowAnonymous')
  await expect(answered(true, 'RedirectToLoginPage')).rejects.toThrow(
    /"RedirectToLoginPage".*AllowAnonymous and Return401/,
  )
})

test('tokens of people are kept only where the record says so', async () => {
  await deployed.putAuthentication({ ...authentication, login: {} })
  expect((await read()).authentication?.tokenStore).toBe(false)
})

test('a sign-in that proves itself by what is not there, or not played, is refused with the setting', async () => {
  await deployed.putSettings({ PORT: '8080' })
  await deployed.putAuthentication(authentication)
  await expect(read()).rejects.toThrow(
    `${ids.site}: the web app’s sign-in needs the setting ${assertion}, which is not there\nremedy: `,
  )
  const registration = { clientId: applicationId, openIdIssuer: 'https://login/t/v2.0', clientSecretSettingName: 'S' }
  const identityProviders = { azureActiveDirectory: { registration } }
  await deployed.putAuthentication({ ...authentication, identityProviders })
  await expect(read()).rejects.toThrow(/proves itself by the setting "S"; played here is OVERRIDE_USE_MI_FIC_/)
})

test('a site without authentication has none in front of it', async () => {
  await deployed.putAuthentication({ ...authentication, platform: { enabled: false } })
  expect((await read()).authentication).toBeUndefined()
})

test('a site that runs no container, and one that is not there, cannot be brought to life', async () => {
  await deployed.putSite({ siteConfig: { linuxFxVersion: 'NODE|24-lts' } })
  await expect(read()).rejects.toThrow(/runs no container: its linuxFxVersion is "NODE\|24-lts"/)
  const elsewhere = { ...environment, name: 'dev' } as const
  await expect(readSite(deployed.appService, elsewhere)).rejects.toThrow(/sites\/app-slipway-dev-\w+ is not deployed/)
})
