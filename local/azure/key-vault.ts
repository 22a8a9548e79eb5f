import { randomUUID } from 'node:crypto'
import type { Server } from 'node:http'
import fastify, { type FastifyError, type FastifyReply, type FastifyRequest } from 'fastify'
import { ArmError, type Json, type Resource, textIn } from '../arm/resources'
import type { JsonStore } from '../json-store'
import { AccessDenied } from './access'
import { keyVault } from './arm/resource-types/key-vault'
import { callerOf } from './callers'
import { readJson } from './json-body'
import {
  actionOf,
  attributesIn,
  lastOf,
  purgedAt,
  recoveryLevelOf,
  retentionOf,
  type Secret,
  type Version,
} from './key-vault-secret'
import { hostOf, type Parts, recordRefusal } from './parts'
import { TokenRefused } from './tokens'

const audience = 'https://vault.azure.net'
/** Of a value, in bytes. */
const longestValue = 25 * 1024

type Params = { name: string; version?: string }

/**
 * The data plane of Key Vault: secrets with versions, deleted softly. Every request passes Entra, the vault's firewall
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
  const challenge = `Bearer authorization="https://login.microsoftonline.com/${parts.tenantId}", resource="${audience}"`
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
    if (error instanceof TokenRefused) {
      return reply.code(401).header('www-authenticate', challenge).send(errorBody('Unauthorized', error.message))
    }
    if (error instanceof AccessDenied) {
      const inner = error.kind === 'network' ? 'ForbiddenByFirewall' : 'ForbiddenByRbac'
      return reply.code(403).send(errorBody('Forbidden', error.message, inner))
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
    // The first half of every call: clients ask without a token where to get one. It is no refusal.
    if (request.headers.authorization === undefined) {
      const message = 'AKV10000: Request is missing a Bearer or PoP token.'
      await reply.code(401).header('www-authenticate', challenge).send(errorBody('Unauthorized', message))
      return
    }
    const { oid } = await parts.tokens.verify(request.headers.authorization, [audience])
    parts.access.requireNetwork(vault, callerOf(request.raw))
    const action = actionOf(request.method, request.url)
    if (action) parts.access.requireDataRole(oid, vault.id, `Microsoft.KeyVault/vaults/${action}`)
  }

  function vaultOf({ raw }: FastifyRequest): Resource {
    const name = hostOf(raw).split('.')[0] ?? ''
    const vault = resources.ofType(keyVault.type).find((one) => one.name.toLowerCase() === name)
    if (!vault) throw new ArmError(404, 'VaultNotFound', `The vault '${name}' was not found.`)
    return vault
  }

  const keyOf = (vault: Resource, name: string) => `${vault.properties.instance}/${name.toLowerCase()}`
  function find(vault: Resource, name: string): Secret | undefined {
    const secret = secrets.get(keyOf(vault, name))
    // What was deleted purges itself after the vault's retention.
    const purged = secret?.deletedAt !== undefined && purgedAt(vault, secret) <= now()
    if (purged) secrets.delete(keyOf(vault, name))
    return purged ? undefined : secret
  }
  function secretOf(vault: Resource, name: string, deleted: boolean): Secret {
    const secret = find(vault, name)
    if (secret && (secret.deletedAt !== undefined) === deleted) return secret
    const what = deleted ? 'Deleted secret' : 'A secret'
    throw new ArmError(404, 'SecretNotFound', `${what} with (name/id) ${name} was not found in this key vault.`)
  }
  const listed = (vault: Resource, { name }: Secret, version: Version) => ({
    id: `${vault.properties.vaultUri}secrets/${name}/${version.version}`,
    attributes: { ...version.attributes, recoveryLevel: recoveryLevelOf(vault), recoverableDays: retentionOf(vault) },
    ...(version.contentType !== undefined && { contentType: version.contentType }),
    tags: version.tags ?? {},
  })
  const shown = (vault: Resource, secret: Secret, version: Version) => ({
    ...listed(vault, secret, version),
    value: version.value,
  })
  const shownDeleted = (vault: Resource, secret: Secret) => ({
    ...listed(vault, secret, lastOf(secret)),
    recoveryId: `${vault.properties.vaultUri}deletedsecrets/${secret.name}`,
    deletedDate: secret.deletedAt,
    scheduledPurgeDate: purgedAt(vault, secret),
  })

  app.get('/', async () => ({}))
  app.get('/certificates/contacts', async () => {
    throw new ArmError(404, 'ContactsNotFound', 'Contacts not found')
  })
  app.get<{ Params: Params }>('/secrets/:name/versions', async (request) => {
    const vault = vaultOf(request)
    const secret = secretOf(vault, request.params.name, false)
    return { value: secret.versions.map((one) => listed(vault, secret, one)), nextLink: null }
  })
  for (const path of ['/secrets/:name', '/secrets/:name/:version']) {
    app.get<{ Params: Params }>(path, async (request) => {
      const { name, version } = request.params
      const vault = vaultOf(request)
      const secret = secretOf(vault, name, false)
      const found = version === undefined ? lastOf(secret) : secret.versions.find((one) => one.version === version)
      if (!found) throw noVersion(name, version)
      if (!found.attributes.enabled)
        throw new ArmError(403, 'Forbidden', `Operation get is not allowed on a disabled secret.`)
      return shown(vault, secret, found)
    })
  }
  app.put<{ Params: Params; Body: Json }>('/secrets/:name', async (request) => {
    const { name } = request.params
    const vault = vaultOf(request)
    if (!/^[a-z0-9-]{1,127}$/i.test(name)) {
      throw new ArmError(400, 'BadParameter', `The secret name '${name}' must be 1 to 127 letters, digits and hyphens.`)
    }
    const before = find(vault, name)
    if (before?.deletedAt !== undefined) {
      throw new ArmError(
        409,
        'Conflict',
        `Secret ${name} is currently in a deleted but recoverable state, and its name cannot be reused; in this state, the secret can only be recovered or purged.`,
      )
    }
    const { contentType, tags, attributes, ...body } = request.body ?? {}
    const value = textIn(body.value, 'value')
    if (Buffer.byteLength(value) > longestValue) {
      throw new ArmError(400, 'BadParameter', `The value of a secret has at most ${longestValue} bytes.`)
    }
    const version: Version = {
      version: randomUUID().replaceAll('-', ''),
      value,
      ...(typeof contentType === 'string' && { contentType }),
      ...(tags != null && { tags: tags as Json }),
      attributes: {
        enabled: true,
        ...attributesIn(attributes),
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
    const before = secret.versions.find((one) => one.version === version)
    if (!before) throw noVersion(name, version)
    const { attributes, contentType, tags } = request.body ?? {}
    const changed: Version = {
      ...before,
      ...(typeof contentType === 'string' && { contentType }),
      ...(tags != null && { tags: tags as Json }),
      attributes: { ...before.attributes, ...attributesIn(attributes), updated: now() },
    }
    secrets.put(keyOf(vault, name), {
      ...secret,
      versions: secret.versions.map((one) => (one.version === version ? changed : one)),
    })
    return listed(vault, secret, changed)
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

function noVersion(name: string, version: string | undefined): ArmError {
  return new ArmError(404, 'SecretNotFound', `Version ${version} of secret ${name} was not found.`)
}

function errorBody(code: string, message: string, inner?: string) {
  return { error: { code, message, ...(inner !== undefined && { innererror: { code: inner } }) } }
}
