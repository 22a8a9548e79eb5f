import { createHash, randomBytes } from 'node:crypto'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { jwtVerify, SignJWT } from 'jose'
import type { Resource } from '../arm/resources'
import type { ImageStore } from '../registry/image-store'
import { missingRight, type RegistryAction, type RegistryGrant } from '../registry/registry-token'
import { sameText } from '../same-text'
import { AccessDenied } from './access'
import { containerRegistry } from './arm/resource-types/container-registry'
import { passwordsOf, registryToken } from './arm/resource-types/container-registry-token'
import { callerOf } from './callers'
import { forward } from './forward'
import { hostOf, isDenial, type Parts, recordRefusal } from './parts'
import type { Refusal } from './refusals'

/** The user name that goes with a refresh token. */
const refreshTokenUser = '00000000-0000-0000-0000-000000000000'
const lifetimeSeconds = 3 * 3600
const longestForm = 64 * 1024
const registryAudience = 'https://containerregistry.azure.net'

/** What somebody may do: in some repositories by a scope map, or in all by a role. */
interface Rights {
  readonly name: string
  readonly grants: readonly RegistryGrant[]
  /** What would give more. */
  readonly grantedBy: string
}

/**
 * Azure Container Registry in front of a plain registry: tokens with scope maps and Entra identities with roles, both
 * as they were deployed, decide who pulls and who pushes what.
 * @param imageStore the plain registry, started when it is first needed
 */
export function createRegistryFacade(parts: Parts, imageStore: () => Promise<ImageStore>): Server {
  const key = randomBytes(32)
  const { resources, clock } = parts

  return createServer((request, response) => {
    handle(request, response).catch((error) => {
      if (isDenial(error)) {
        recordRefusal(error, request, parts)
        return answer(response, 'kind' in error ? 403 : 401, denied(error.message))
      }
      console.error(error)
      answer(response, 500, denied('The simulator failed; its log says why.'))
    })
  })

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const host = hostOf(request)
    const registry = resources.ofType(containerRegistry.type).find(({ properties }) => properties.loginServer === host)
    if (!registry) return answer(response, 404, denied(`the registry ${host} does not exist`))
    const { pathname, searchParams } = new URL(request.url ?? '/', `https://${host}`)
    if (pathname === '/oauth2/exchange' && request.method === 'POST') {
      return exchange(registry, new URLSearchParams(await bodyOf(request)), response)
    }
    if (pathname === '/oauth2/token') {
      const form = request.method === 'POST' ? new URLSearchParams(await bodyOf(request)) : searchParams
      const basic = basicOf(request.headers.authorization)
      const rights = form.has('refresh_token')
        ? await rightsOf(form.get('refresh_token') ?? '', host)
        : await rightsOfPassword(
            registry,
            basic?.name ?? form.get('username') ?? '',
            basic?.password ?? form.get('password') ?? '',
          )
      if (!rights) {
        const why = 'the user name or password is wrong, disabled or expired'
        const remedy = `use the name and the newest password of an enabled token of ${registry.id}`
        return refused(request, response, 401, { resourceId: registry.id, why, remedy })
      }
      return answer(response, 200, { access_token: await signed(rights, host) })
    }
    const [, bearer] = /^Bearer (.+)$/i.exec(request.headers.authorization ?? '') ?? []
    const basic = basicOf(request.headers.authorization)
    const rights =
      bearer !== undefined
        ? await rightsOf(bearer, host)
        : basic && (await rightsOfPassword(registry, basic.name, basic.password))
    if (!rights) {
      const repository = /^\/v2\/(.+)\/(?:manifests|blobs|tags)\//.exec(pathname)?.[1]
      const actions = request.method === 'GET' || request.method === 'HEAD' ? 'pull' : 'pull,push'
      const scope = repository === undefined ? '' : `,scope="repository:${repository}:${actions}"`
      response.setHeader('www-authenticate', `Bearer realm="https://${host}/oauth2/token",service="${host}"${scope}`)
      return answer(response, 401, unauthorized())
    }
    const missing = missingRight(rights.grants, request.method ?? 'GET', request.url ?? '/')
    if (missing !== undefined) {
      const why = `${rights.name} may not ${request.method} ${pathname}`
      const remedy = `give ${rights.name} ${missing}: ${rights.grantedBy}`
      return refused(request, response, 403, { resourceId: registry.id, why, remedy })
    }
    const store = await imageStore().catch((error: Error) => error)
    if (store instanceof Error) return answer(response, 503, unavailable(store.message))
    forward(request, response, `http://${host}`, {
      socketPath: store.socketPath,
      headers: ({ authorization: _, ...headers }) => headers,
    })
  }

  /** An Entra token for a refresh token, as `az acr login` and App Service do it. */
  async function exchange(registry: Resource, form: URLSearchParams, response: ServerResponse): Promise<void> {
    const { oid } = await parts.tokens.verify(`Bearer ${form.get('access_token') ?? ''}`, [
      registryAudience,
      'https://management.azure.com',
    ])
    const rights = rightsOfPrincipal(registry, oid)
    answer(response, 200, { refresh_token: await signed(rights, String(registry.properties.loginServer)) })
  }

  /** @throws AccessDenied where the principal may not even pull */
  function rightsOfPrincipal(registry: Resource, oid: string): Rights {
    const need = (action: string) =>
      parts.access.requireRole(oid, registry.id, `Microsoft.ContainerRegistry/registries/${action}`)
    const has = (action: string) => {
      try {
        need(action)
        return true
      } catch (error) {
        if (error instanceof AccessDenied) return false
        throw error
      }
    }
    need('pull/read')
    const actions: RegistryAction[] = ['content/read', 'metadata/read']
    if (has('push/write')) actions.push('content/write')
    if (has('artifacts/delete')) actions.push('content/delete')
    return { name: oid, grants: [{ repositories: ['*'], actions }], grantedBy: `by another role at ${registry.id}` }
  }

  async function rightsOfPassword(registry: Resource, name: string, password: string): Promise<Rights | undefined> {
    const host = String(registry.properties.loginServer)
    if (name === refreshTokenUser) return rightsOf(password, host)
    const token = resources.find(`${registry.id}/tokens/${name}`)
    if (!token || token.type !== registryToken.type || token.properties.status !== 'enabled') return undefined
    const hash = createHash('sha256').update(password).digest('hex')
    const fits = passwordsOf(token).some(
      ({ sha256, expiry }) => sameText(hash, sha256) && (expiry === undefined || Date.parse(expiry) > clock.now()),
    )
    return fits ? rightsOfScopeMap(token) : undefined
  }

  function rightsOfScopeMap(token: Resource): Rights {
    const map = resources.find(String(token.properties.scopeMapId))
    const grants = ((map?.properties.actions ?? []) as string[]).flatMap((listed): RegistryGrant[] => {
      const [, repository = '', action] = /^repositories\/(.+)\/([^/]+\/[^/]+)$/.exec(listed) ?? []
      return action === undefined ? [] : [{ repositories: [repository], actions: [action as RegistryAction] }]
    })
    return { name: token.name, grants, grantedBy: `by its scope map ${token.properties.scopeMapId}` }
  }

  function signed(rights: Rights, host: string): Promise<string> {
    return new SignJWT({ ...rights })
      .setProtectedHeader({ alg: 'HS256' })
      .setAudience(host)
      .setExpirationTime(Math.floor(clock.now() / 1000) + lifetimeSeconds)
      .sign(key)
  }

  async function rightsOf(token: string, host: string): Promise<Rights | undefined> {
    try {
      return (await jwtVerify<Rights>(token, key, { audience: host, currentDate: new Date(clock.now()) })).payload
    } catch {
      return undefined
    }
  }

  function refused(
    request: IncomingMessage,
    response: ServerResponse,
    status: 401 | 403,
    refusal: Pick<Refusal, 'resourceId' | 'why' | 'remedy'>,
  ): void {
    parts.refusals.add({
      kind: 'registry',
      caller: callerOf(request).name,
      host: hostOf(request),
      method: request.method ?? '',
      path: (request.url ?? '').split('?')[0] ?? '',
      ...refusal,
    })
    answer(response, status, denied(refusal.why))
  }
}

function basicOf(authorization: string | undefined): { name: string; password: string } | undefined {
  const [, encoded] = /^Basic +(\S+)$/i.exec(authorization ?? '') ?? []
  const [, name, password] = /^([^:]*):(.*)$/s.exec(Buffer.from(encoded ?? '', 'base64').toString('utf8')) ?? []
  return name === undefined || password === undefined ? undefined : { name, password }
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length
    if (bytes > longestForm) break
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}

const unauthorized = () => ({ errors: [{ code: 'UNAUTHORIZED', message: 'authentication required', detail: null }] })
const unavailable = (message: string) => ({ errors: [{ code: 'UNAVAILABLE', message, detail: null }] })
const denied = (message: string) => ({ errors: [{ code: 'DENIED', message, detail: null }] })

function answer(response: ServerResponse, status: number, body: object): void {
  if (response.headersSent) return void response.destroy()
  response.writeHead(status, { 'content-type': 'application/json', 'docker-distribution-api-version': 'registry/2.0' })
  response.end(JSON.stringify(body))
}
