import { randomUUID } from 'node:crypto'
import type { Server } from 'node:http'
import fastify, { type FastifyError, type FastifyReply, type FastifyRequest } from 'fastify'
import { ArmError, type Json, type Resource, textIn } from '../arm/resources'
import type { JsonStore } from '../json-store'
import { keyVault } from './arm/resource-types/key-vault'
import { callerOf } from './callers'
import { readJson } from './json-body'
import { isDenial, type Parts, recordRefusal } from './parts'

const audience = 'https://vault.azure.net'
const recoveryLevel = 'CustomizedRecoverable+Purgeable'

interface Version {
  readonly version: string
  readonly value: string
  readonly contentType?: string
  readonly tags?: Json
  readonly attributes: {
    readonly enabled: boolean
    readonly created: number
    readonly updated: number
    readonly exp?: number
    readonly nbf?: number
  }
}

/** A secret with its versions, oldest first. */
interface Secret {
  readonly name: string
  readonly versions: readonly Version[]
  /** Seconds since the epoch; present while it is soft-deleted. */
  readonly deletedAt?: number
}

type Params = { name: string; version?: string }

/**
 * The data plane of Key Vault: secrets with versions, deleted softly. Every request passes the vault's firewall, Entra
 * and a role at the vault, in the order in which Azure asks.
 */
export async function createKeyVault(parts: Parts, store: JsonStore): Promise<Server> {
  const { clock, resources } = parts
  const secrets = store.collection<Secret>('vault-secrets')
  const app = fastify({
    bodyLimit: 64 * 1024,
    forceCloseConnections: true,
    routerOptions: { ignoreTrailingSlash: true },
  })
  readJson(app)
  const now = () => Math.floor(clock.now() / 1000)

  app.addHook('preHandler', async (request, reply) => {
    parts.transcript.note(request.raw, 'request', request.body)
    await admit(request, reply)
  })
  app.addHook('preSerialization', async (request, _reply, payload) => {
    parts.transcript.note(request.raw, 'answer', payload)
    return payload
  })
  app.setErrorHandler((error: Error, request, reply) => {
    recordRefusal(error, request.raw, parts)
    if (isDenial(error)) {
      const network = 'kind' in error && error.kind === 'network'
      const status = 'kind' in error ? 403 : 401
      const inner = network ? 'ForbiddenByFirewall' : 'ForbiddenByRbac'
      return reply.code(status).send(errorBody(status === 401 ? 'Unauthorized' : 'Forbidden', error.message, inner))
    }
    if (error instanceof ArmError) return reply.code(error.status).send(errorBody(error.code, error.message))
    const { statusCode: status = 500 } = error as FastifyError
    if (status >= 500) console.error(error)
    return reply.code(status).send(errorBody(status < 500 ? 'BadParameter' : 'InternalServerError', error.message))
  })
  app.setNotFoundHandler((request) => {
    throw new ArmError(501, 'NotImplemented', `simulator: ${request.method} ${request.hostname}${request.url}`)
  })

  async function admit(request: FastifyRequest, reply: FastifyReply): Promise<void> {
    const vault = vaultOf(request)
    if (request.headers.authorization === undefined) {
      const challenge = `Bearer authorization="https://login.microsoftonline.com/${parts.tenantId}", resource="${audience}"`
      await reply
        .code(401)
        .header('www-authenticate', challenge)
        .send(errorBody('Unauthorized', 'AKV10000: Request is missing a Bearer or PoP token.'))
      return
    }
    parts.access.requireNetwork(vault, callerOf(request.raw))
    const { oid } = await parts.tokens.verify(request.headers.authorization, [audience])
    const path = (request.url.split('?')[0] ?? '').toLowerCase()
    const at = (action: string) => parts.access.requireDataRole(oid, vault.id, `Microsoft.KeyVault/vaults/${action}`)
    if (path.startsWith('/certificates')) return
    if (request.method === 'GET') {
      at(path.startsWith('/deletedsecrets') ? 'secrets/readMetadata/action' : 'secrets/getSecret/action')
    } else if (request.method === 'DELETE')
      at(path.startsWith('/deletedsecrets') ? 'secrets/purge/action' : 'secrets/delete')
    else at(path.endsWith('/recover') ? 'secrets/recover/action' : 'secrets/setSecret/action')
  }

  function vaultOf({ hostname }: FastifyRequest): Resource {
    const name = hostname.split('.')[0] ?? ''
    const vault = resources.ofType(keyVault.type).find((one) => one.name.toLowerCase() === name.toLowerCase())
    if (!vault) throw new ArmError(404, 'VaultNotFound', `The vault '${name}' was not found.`)
    return vault
  }

  const keyOf = (vault: Resource, name: string) => `${vault.properties.instance}/${name.toLowerCase()}`
  function secretOf(vault: Resource, name: string, deleted: boolean): Secret {
    const secret = secrets.get(keyOf(vault, name))
    if (secret && (secret.deletedAt !== undefined) === deleted) return secret
    const what = deleted ? 'Deleted secret' : 'A secret'
    throw new ArmError(404, 'SecretNotFound', `${what} with (name/id) ${name} was not found in this key vault.`)
  }
  const shown = (vault: Resource, { name }: Secret, version: Version) => ({
    id: `${vault.properties.vaultUri}secrets/${name}/${version.version}`,
    value: version.value,
    attributes: { recoveryLevel, ...version.attributes },
    ...(version.contentType !== undefined && { contentType: version.contentType }),
    tags: version.tags ?? {},
  })
  const shownDeleted = (vault: Resource, secret: Secret) => {
    const { value: _, ...last } = shown(vault, secret, lastOf(secret))
    const at = { deletedDate: secret.deletedAt, scheduledPurgeDate: (secret.deletedAt ?? 0) + 90 * 86_400 }
    return { ...last, recoveryId: `${vault.properties.vaultUri}deletedsecrets/${secret.name}`, ...at }
  }

  app.get('/', async () => ({}))
  app.get('/certificates/contacts', async () => {
    throw new ArmError(404, 'ContactsNotFound', 'Contacts not found')
  })
  for (const path of ['/secrets/:name', '/secrets/:name/:version']) {
    app.get<{ Params: Params }>(path, async (request) => {
      const { name, version } = request.params
      const vault = vaultOf(request)
      const secret = secretOf(vault, name, false)
      const found = version === undefined ? lastOf(secret) : secret.versions.find((one) => one.version === version)
      if (!found) throw new ArmError(404, 'SecretNotFound', `Version ${version} of secret ${name} was not found.`)
      if (!found.attributes.enabled)
        throw new ArmError(403, 'Forbidden', `Operation get is not allowed on a disabled secret.`)
      return shown(vault, secret, found)
    })
  }
  app.put<{ Params: Params; Body: Json }>('/secrets/:name', async (request) => {
    const { name } = request.params
    const vault = vaultOf(request)
    const before = secrets.get(keyOf(vault, name))
    if (before?.deletedAt !== undefined) {
      throw new ArmError(
        409,
        'Conflict',
        `Secret ${name} is currently in a deleted but recoverable state, and its name cannot be reused; in this state, the secret can only be recovered or purged.`,
      )
    }
    const { value, contentType, tags, attributes } = request.body ?? {}
    const version: Version = {
      version: randomUUID().replaceAll('-', ''),
      value: textIn(value, 'value'),
      ...(typeof contentType === 'string' && { contentType }),
      ...(tags != null && { tags: tags as Json }),
      attributes: {
        ...(attributes as Json),
        enabled: (attributes as Json | undefined)?.enabled !== false,
        created: now(),
        updated: now(),
      },
    }
    const secret = { name, versions: [...(before?.versions ?? []), version] }
    secrets.put(keyOf(vault, name), secret)
    return shown(vault, secret, version)
  })
  app.patch<{ Params: Params; Body: Json }>('/secrets/:name/:version', async (request) => {
    const { name, version } = request.params
    const vault = vaultOf(request)
    const secret = secretOf(vault, name, false)
    const { attributes, ...others } = request.body ?? {}
    const changed = (one: Version): Version => ({
      ...one,
      ...others,
      attributes: { ...one.attributes, ...(attributes as Json), updated: now() },
    })
    const versions = secret.versions.map((one) => (one.version === version ? changed(one) : one))
    secrets.put(keyOf(vault, name), { ...secret, versions })
    return shown(vault, secret, versions.find((one) => one.version === version) ?? lastOf(secret))
  })
  app.delete<{ Params: Params }>('/secrets/:name', async (request) => {
    const vault = vaultOf(request)
    const secret = { ...secretOf(vault, request.params.name, false), deletedAt: now() }
    secrets.put(keyOf(vault, secret.name), secret)
    return shownDeleted(vault, secret)
  })
  app.get<{ Params: Params }>('/deletedsecrets/:name', async (request) => {
    const vault = vaultOf(request)
    return shownDeleted(vault, secretOf(vault, request.params.name, true))
  })
  app.delete<{ Params: Params }>('/deletedsecrets/:name', async (request, reply) => {
    const vault = vaultOf(request)
    const secret = secretOf(vault, request.params.name, true)
    if (vault.properties.enablePurgeProtection === true) {
      throw new ArmError(
        403,
        'Forbidden',
        'Operation "purge" is not allowed because purge protection is enabled for this vault.',
      )
    }
    secrets.delete(keyOf(vault, secret.name))
    return reply.code(204).send()
  })
  app.post<{ Params: Params }>('/deletedsecrets/:name/recover', async (request) => {
    const vault = vaultOf(request)
    const { deletedAt: _, ...secret } = secretOf(vault, request.params.name, true)
    secrets.put(keyOf(vault, secret.name), secret)
    return shown(vault, secret, lastOf(secret))
  })
  await app.ready()
  return app.server
}

function lastOf({ versions }: Secret): Version {
  const last = versions.at(-1)
  if (!last) throw new Error('a secret has at least one version')
  return last
}

function errorBody(code: string, message: string, inner?: string) {
  return { error: { code, message, ...(inner !== undefined && { innererror: { code: inner } }) } }
}
