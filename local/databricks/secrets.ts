import { createHash } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import { asName, asText, optional } from './json-fields'
import { bodyOf, invalid, queryOf } from './request-fields'
import { ClusterFailure, DatabricksError, type Json, type Principal, type Workspace } from './workspace'

interface Scope {
  readonly name: string
  readonly secrets: readonly Secret[]
  readonly acls: readonly Acl[]
}

interface Secret {
  readonly key: string
  /** Base64, as `get` answers it. */
  readonly value: string
  /** Milliseconds since the epoch. */
  readonly lastUpdated: number
}

interface Acl {
  readonly principal: string
  readonly permission: Permission
}

/** Each includes those before it. */
const permissions = ['READ', 'WRITE', 'MANAGE'] as const
type Permission = (typeof permissions)[number]

/** The largest value a secret may have (the Secrets API's documented limit). */
const maxSecretBytes = 128 * 1024
const scopeName = /^[\w.@/-]{1,128}$/
const secretKey = /^[\w.-]{1,128}$/
const reference = /^\{\{secrets\/([^{}]+)\/([^{}/]+)\}\}$/

/** The Secrets API with Databricks-backed scopes, and the references `{{secrets/scope/key}}` of clusters. */
export function registerSecrets(app: FastifyInstance, workspace: Workspace): void {
  const scopes = workspace.store.collection<Scope>('secret-scopes')
  const path = '/api/2.0/secrets'

  // A name may be longer than a file name can be once it is encoded; its hash never is.
  const idOf = (name: string) => createHash('sha256').update(name).digest('hex')
  const save = (scope: Scope) => scopes.put(idOf(scope.name), scope)

  function scopeFor(fields: Json, principal: Principal, permission: Permission): Scope {
    const name = asName(fields.scope, 'scope')
    const scope = scopes.get(idOf(name))
    if (!scope) throw new DatabricksError(404, 'RESOURCE_DOES_NOT_EXIST', `Scope ${name} does not exist!`)
    if (!allows(scope, principal, permission)) {
      throw new DatabricksError(
        403,
        'PERMISSION_DENIED',
        `User ${principal.name} does not have ${permission} permission on scope ${name}`,
      )
    }
    return scope
  }

  function secretIn(scope: Scope, key: string): Secret {
    const secret = scope.secrets.find((candidate) => candidate.key === key)
    if (secret) return secret
    throw new DatabricksError(
      404,
      'RESOURCE_DOES_NOT_EXIST',
      `Secret does not exist with scope: ${scope.name} and key: ${key}`,
    )
  }

  function aclIn(scope: Scope, principal: string): Acl {
    const acl = scope.acls.find((candidate) => same(candidate.principal, principal))
    if (acl) return acl
    throw new DatabricksError(
      404,
      'RESOURCE_DOES_NOT_EXIST',
      `Failed to get secret acl for principal ${principal} for scope ${scope.name}.`,
    )
  }

  app.post(`${path}/scopes/create`, (request) => {
    const principal = workspace.principalOf(request)
    const body = bodyOf(request)
    const name = asName(body.scope, 'scope')
    if (!scopeName.test(name)) {
      throw invalid('scope must be 1 to 128 characters: letters, digits, dashes, underscores, periods, @ and /')
    }
    const backend = optional(body.scope_backend_type, 'scope_backend_type', asText) ?? 'DATABRICKS'
    if (backend !== 'DATABRICKS')
      throw invalid('scope_backend_type: this workspace keeps scopes of type DATABRICKS only')
    const manager = optional(body.initial_manage_principal, 'initial_manage_principal', asText)
    if (manager && manager !== 'users')
      throw invalid('initial_manage_principal must be users, or absent for the caller')
    if (scopes.get(idOf(name))) {
      throw new DatabricksError(400, 'RESOURCE_ALREADY_EXISTS', `Scope ${name} already exists!`)
    }
    save({ name, secrets: [], acls: [{ principal: manager || principal.name, permission: 'MANAGE' }] })
    return {}
  })

  app.post(`${path}/scopes/delete`, (request) => {
    const scope = scopeFor(bodyOf(request), workspace.principalOf(request), 'MANAGE')
    scopes.delete(idOf(scope.name))
    return {}
  })

  app.get(`${path}/scopes/list`, (request) => {
    workspace.principalOf(request)
    return { scopes: scopes.values().map(({ name }) => ({ name, backend_type: 'DATABRICKS' })) }
  })

  app.post(`${path}/put`, (request) => {
    const body = bodyOf(request)
    const scope = scopeFor(body, workspace.principalOf(request), 'WRITE')
    const key = asName(body.key, 'key')
    if (!secretKey.test(key)) {
      throw invalid('key must be 1 to 128 characters: letters, digits, dashes, underscores and periods')
    }
    const secret = { key, value: valueIn(body).toString('base64'), lastUpdated: workspace.now() }
    save({ ...scope, secrets: [...scope.secrets.filter((other) => other.key !== key), secret] })
    return {}
  })

  app.get(`${path}/get`, (request) => {
    const query = queryOf(request)
    const scope = scopeFor(query, workspace.principalOf(request), 'READ')
    const { key, value } = secretIn(scope, asName(query.key, 'key'))
    return { key, value }
  })

  app.get(`${path}/list`, (request) => {
    const scope = scopeFor(queryOf(request), workspace.principalOf(request), 'READ')
    return { secrets: scope.secrets.map(({ key, lastUpdated }) => ({ key, last_updated_timestamp: lastUpdated })) }
  })

  app.post(`${path}/delete`, (request) => {
    const body = bodyOf(request)
    const scope = scopeFor(body, workspace.principalOf(request), 'WRITE')
    const secret = secretIn(scope, asName(body.key, 'key'))
    save({ ...scope, secrets: scope.secrets.filter((other) => other !== secret) })
    return {}
  })

  app.post(`${path}/acls/put`, (request) => {
    const body = bodyOf(request)
    const scope = scopeFor(body, workspace.principalOf(request), 'MANAGE')
    const principal = asName(body.principal, 'principal')
    if (principal !== 'users' && principal !== 'admins' && !workspace.identities.exists(principal)) {
      throw new DatabricksError(404, 'RESOURCE_DOES_NOT_EXIST', `User or Group ${principal} does not exist.`)
    }
    const permission = permissions.find((level) => level === asName(body.permission, 'permission'))
    if (!permission) throw invalid(`permission must be one of ${permissions.join(', ')}`)
    save({
      ...scope,
      acls: [...scope.acls.filter((acl) => !same(acl.principal, principal)), { principal, permission }],
    })
    return {}
  })

  app.get(`${path}/acls/get`, (request) => {
    const query = queryOf(request)
    return aclIn(scopeFor(query, workspace.principalOf(request), 'MANAGE'), asName(query.principal, 'principal'))
  })

  app.get(`${path}/acls/list`, (request) => ({
    items: scopeFor(queryOf(request), workspace.principalOf(request), 'MANAGE').acls,
  }))

  app.post(`${path}/acls/delete`, (request) => {
    const body = bodyOf(request)
    const scope = scopeFor(body, workspace.principalOf(request), 'MANAGE')
    const acl = aclIn(scope, asName(body.principal, 'principal'))
    save({ ...scope, acls: scope.acls.filter((other) => other !== acl) })
    return {}
  })

  workspace.secrets = {
    resolve(text, principal) {
      const [, name, key] = reference.exec(text) ?? []
      if (name === undefined || key === undefined) return text
      const scope = scopes.get(idOf(name))
      const secret = scope?.secrets.find((candidate) => candidate.key === key)
      if (scope && !allows(scope, principal, 'READ')) {
        throw new ClusterFailure(
          'SECRET_PERMISSION_DENIED',
          `User ${principal.name} does not have READ permission on scope ${name}`,
        )
      }
      if (!secret) {
        throw new ClusterFailure('SECRET_RESOLUTION_ERROR', `Secret does not exist with scope: ${name} and key: ${key}`)
      }
      return Buffer.from(secret.value, 'base64').toString()
    },
  }
}

function valueIn(body: Json): Buffer {
  const text = optional(body.string_value, 'string_value', asText)
  const bytes = optional(body.bytes_value, 'bytes_value', asText)
  if ((text === undefined) === (bytes === undefined)) {
    throw invalid('Exactly one of string_value and bytes_value must be given')
  }
  if (bytes !== undefined && !/^(?:[A-Za-z\d+/]{4})*(?:[A-Za-z\d+/]{2}==|[A-Za-z\d+/]{3}=)?$/.test(bytes)) {
    throw invalid('bytes_value must be base64')
  }
  const value = text === undefined ? Buffer.from(bytes ?? '', 'base64') : Buffer.from(text)
  if (value.length > maxSecretBytes) throw invalid(`A secret may have at most ${maxSecretBytes} bytes`)
  return value
}

// Workspace admins pass every check (facts: they can read all secrets).
function allows(scope: Scope, principal: Principal, permission: Permission): boolean {
  if (principal.admin) return true
  const needed = permissions.indexOf(permission)
  return scope.acls.some(
    (acl) =>
      (acl.principal === 'users' || same(acl.principal, principal.name)) &&
      permissions.indexOf(acl.permission) >= needed,
  )
}

// Terraform's provider writes principals in lower case.
function same(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase()
}
