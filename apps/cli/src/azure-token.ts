import { createHash } from 'node:crypto'
import { chmodSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { isLoopback, printUrl } from './api-url'
import { exitCodes, Failure, isRecord } from './failure'
import { safeLine, safeText } from './terminal-text'

/** What an issuer gave: the token, and when it ends in milliseconds since 1970. */
export interface AccessToken {
  readonly token: string
  readonly expiresAt: number
}

/** Which tokens an API wants. */
export interface Audience {
  readonly tenantId: string
  readonly scope: string
}

/** Loaded only when it is needed: it takes longer than everything else together. */
const loadIdentity = () => import('@azure/identity')

/** Where sign-ins are kept, readable by their owner only: `$XDG_STATE_HOME/slipway`, by default `~/.local/state/slipway`. */
function stateFolder(): string {
  return join(process.env.XDG_STATE_HOME || join(homedir(), '.local', 'state'), 'slipway')
}

/** An issuer of a cloud that Microsoft's public list does not know cannot be looked up there. */
const issuer = () => (process.env.AZURE_AUTHORITY_HOST ? { disableInstanceDiscovery: true } : {})

/**
 * A token of whoever signed in with `slipway login`, else of `DefaultAzureCredential`.
 * @throws Failure saying how to sign in when there is neither.
 */
export async function azureToken(api: URL, { tenantId, scope }: Audience): Promise<AccessToken> {
  const identity = await loadIdentity()
  const account = readPrivate(accountFile(api))
  const credential = account
    ? new identity.DeviceCodeCredential({
        tenantId,
        authenticationRecord: identity.deserializeAuthenticationRecord(account),
        disableAutomaticAuthentication: true,
        ...persistence(identity),
        ...issuer(),
      })
    : new identity.DefaultAzureCredential({ tenantId, ...issuer() })
  try {
    const { token, expiresOnTimestamp } = await credential.getToken(scope)
    return { token, expiresAt: expiresOnTimestamp }
  } catch (error) {
    throw notSignedIn(api, error)
  }
}

function notSignedIn(api: URL, error: unknown): Failure {
  const local = isLoopback(api)
    ? '\nFor the local platform start it with "npm start"; SLIPWAY_DATA names its data folder where that is another one.'
    : ''
  if (error instanceof Error && error.name === 'AuthenticationRequiredError') {
    return new Failure(`the sign-in for ${printUrl(api)} has ended: "slipway login" renews it`, exitCodes.unavailable)
  }
  const reason = reasonIn(error)
  if (/^AADSTS(50105|501051)\b/.test(reason)) {
    return new Failure(
      `${printUrl(api)} lets in only whom a role was given: ask its owner for one of the roles in docs/api.md\n(${reason})`,
      exitCodes.unavailable,
    )
  }
  return new Failure(
    `no sign-in for ${printUrl(api)}: use "slipway login" (or "az login"; in a pipeline AZURE_CLIENT_ID and its companions).${local}\n(${reason})`,
    exitCodes.unavailable,
  )
}

/** Entra's own sentence, which the library hides behind its own; else the library's first one. */
function reasonIn(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error)
  return safeLine(/AADSTS\d+: [^\n]*/.exec(text)?.[0] ?? text.split('\n')[0] ?? '')
}

/**
 * Signs a person in and keeps it for the commands that follow.
 * @param deviceCode shows a code to type on any machine instead of opening a browser on this one.
 */
export async function signIn(api: URL, { tenantId, scope }: Audience, deviceCode: boolean): Promise<AccessToken> {
  const identity = await loadIdentity()
  const common = { tenantId, ...persistence(identity), ...issuer() }
  const credential = deviceCode
    ? new identity.DeviceCodeCredential({
        ...common,
        userPromptCallback: ({ message }) => console.error(safeText(message)),
      })
    : new identity.InteractiveBrowserCredential({ ...common, redirectUri: 'http://localhost' })
  try {
    const record = await credential.authenticate(scope)
    const { token, expiresOnTimestamp } = await credential.getToken(scope)
    if (record) writePrivate(accountFile(api), identity.serializeAuthenticationRecord(record))
    return { token, expiresAt: expiresOnTimestamp }
  } catch (error) {
    const other = deviceCode ? '' : '\nWithout a browser on this machine: slipway login --device-code'
    throw new Failure(`the sign-in did not succeed: ${reasonIn(error)}${other}`, exitCodes.unavailable)
  }
}

function accountFile(api: URL): string {
  return join(stateFolder(), `account-${createHash('sha256').update(printUrl(api)).digest('hex').slice(0, 16)}.json`)
}

/** What the identity library hands to a cache; `@azure/msal-node` declares it as `TokenCacheContext`. */
interface CacheAccess {
  readonly cacheHasChanged: boolean
  readonly tokenCache: { deserialize(text: string): void; serialize(): string }
}

let registered = false

/**
 * Keeps refresh tokens in a file of mode 0600, like the Azure CLI on Linux. The vendor's own plugin needs a desktop
 * keyring and native code, which servers and containers lack.
 */
function persistence({ useIdentityPlugin }: Awaited<ReturnType<typeof loadIdentity>>) {
  if (!registered) {
    useIdentityPlugin((context) => {
      const control = isRecord(context) ? context.cachePluginControl : undefined
      if (!isRecord(control) || typeof control.setPersistence !== 'function') {
        throw new Error('this version of @azure/identity keeps tokens in another way')
      }
      control.setPersistence(async ({ name }: { name: string }) => fileCache(join(stateFolder(), `${name}.json`)))
    })
    registered = true
  }
  return { tokenCachePersistenceOptions: { enabled: true, name: 'tokens' } }
}

function fileCache(file: string) {
  return {
    async beforeCacheAccess({ tokenCache }: CacheAccess) {
      const kept = readPrivate(file)
      if (kept) tokenCache.deserialize(kept)
    },
    async afterCacheAccess({ cacheHasChanged, tokenCache }: CacheAccess) {
      if (cacheHasChanged) writePrivate(file, tokenCache.serialize())
    },
  }
}

function readPrivate(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw new Failure(`cannot read ${file}: ${(error as Error).message}`, exitCodes.unavailable)
  }
}

function writePrivate(file: string, text: string): void {
  mkdirSync(stateFolder(), { recursive: true, mode: 0o700 })
  const unfinished = `${file}.${process.pid}`
  writeFileSync(unfinished, text, { mode: 0o600 })
  chmodSync(unfinished, 0o600)
  renameSync(unfinished, file)
}
