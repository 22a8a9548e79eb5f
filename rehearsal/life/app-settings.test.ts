import { resolveSettings } from './app-settings'
import { readSite } from './site-record'
import { type DeployedSite, deploySite, environment, ids } from './testing/deployed-site'

const reference = '@Microsoft.KeyVault(SecretUri=https://kv-test.vault.azure.net/secrets/the-key)'
const readers = '00000000-0000-4000-8000-00000000000b'
let deployed: DeployedSite

beforeAll(async () => {
  deployed = await deploySite()
  await deployed.putSecret('the-key', 'its value')
})
afterAll(() => deployed?.close())

async function resolved() {
  const { appService, platform } = deployed
  return resolveSettings(await readSite(appService, environment), appService, platform)
}

test('without a role for the identity the app gets the reference itself, and it is known why', async () => {
  await deployed.putSettings({ KEY: reference, PLAIN: 'as it is' })
  const { settings, unresolved } = await resolved()
  expect(settings).toEqual({ KEY: reference, PLAIN: 'as it is' })
  expect(unresolved).toEqual([{ setting: 'KEY', reference, why: expect.stringMatching(/the-key answered 403/) }])
})

describe('with the role', () => {
  beforeAll(async () => {
    await deployed.assign(readers, 'Key Vault Secrets User', ids.vault, await deployed.principalId())
  })

  test('the app gets the secret', async () => {
    await deployed.putSettings({ KEY: reference, PLAIN: 'as it is' })
    expect(await resolved()).toEqual({ settings: { KEY: 'its value', PLAIN: 'as it is' }, unresolved: [] })
  })

  test.each([
    ['a secret that is not there', reference.replace('the-key', 'the-kye'), /the-kye answered 404/],
    ['a vault that is not there', reference.replace('kv-test', 'kv-tset'), /kv-tset.* answered 404|nobody plays/],
    ['another form', '@Microsoft.KeyVault(the-key)', /is not of the form/],
  ])('%s stays a reference', async (_what, wrong, why) => {
    await deployed.putSettings({ KEY: wrong })
    const { settings, unresolved } = await resolved()
    expect(settings).toEqual({ KEY: wrong })
    expect(unresolved).toEqual([{ setting: 'KEY', reference: wrong, why: expect.stringMatching(why) }])
  })

  test('a vault whose firewall lacks the subnet of the app stays closed', async () => {
    await deployed.putVault([])
    try {
      await deployed.putSettings({ KEY: reference })
      expect((await resolved()).unresolved).toMatchObject([{ why: expect.stringMatching(/answered 403.*firewall/) }])
    } finally {
      await deployed.putVault([ids.subnet])
    }
  })

  test('an identity that is not the site’s resolves nothing', async () => {
    await deployed.putSite({}, [])
    try {
      await deployed.putSettings({ KEY: reference })
      expect((await resolved()).unresolved).toMatchObject([
        { why: expect.stringMatching(/id-api\) is not assigned to the web app/) },
      ])
    } finally {
      await deployed.putSite()
    }
  })
})
