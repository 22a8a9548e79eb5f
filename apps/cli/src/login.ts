import { discoverAudience, tokenSource } from './access-token'
import { printUrl } from './api-url'
import { signIn } from './azure-token'
import { exitCodes, Failure, isRecord } from './failure'
import { localCredential } from './local-platform'
import { safeLine } from './terminal-text'

/** What each app role allows (docs/api.md). */
const rights: Readonly<Record<string, string>> = {
  'Runs.Submit': 'submit runs and see your own',
  'Runs.Read.All': "see everybody's runs",
  'Runs.Admin': 'do everything to every run',
}

/** Signs in and says who that is and what it allows. Returns the exit code. */
export async function login(api: URL, { deviceCode = false }: { deviceCode?: boolean }): Promise<number> {
  const token = localCredential(api) ? await tokenSource(api)(false) : await signInToAzure(api, deviceCode)
  const claims = readClaims(token)
  const text = (name: string) => (typeof claims[name] === 'string' ? safeLine(claims[name]) : '')
  const name = text('name') || text('preferred_username') || text('upn') || text('app_displayname') || text('azp')
  console.log(`Signed in to ${printUrl(api)} as ${name || 'an application'} (${text('oid') || text('sub')})`)
  console.log(`  tenant: ${text('tid')}`)
  const roles = Array.isArray(claims.roles) ? claims.roles.map((role) => safeLine(String(role))) : []
  if (roles.length === 0) {
    console.log("  roles:  none. Ask the platform's administrator for the app role Runs.Submit.")
  }
  for (const role of roles) console.log(`  role:   ${role}${rights[role] ? ` (${rights[role]})` : ''}`)
  return exitCodes.succeeded
}

async function signInToAzure(api: URL, deviceCode: boolean): Promise<string> {
  return (await signIn(api, await discoverAudience(api), deviceCode)).token
}

/** Reads what the token says to show it; whether it is true is the API's to check. */
function readClaims(token: string): Record<string, unknown> {
  try {
    const claims: unknown = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8'))
    if (isRecord(claims)) return claims
  } catch {
    // Falls through to the message below: the reason is not for the reader.
  }
  throw new Failure('the issuer gave a token that cannot be read', exitCodes.unavailable)
}
