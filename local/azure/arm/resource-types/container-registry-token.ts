import { createHash, randomBytes } from 'node:crypto'
import { ArmError, type Json, type Resource, textIn } from '../../../arm/resources'
import type { ResourceType, TypeContext } from '../resource-type'
import { checkName } from './names'
import { referred } from './references'

const name = [/[A-Za-z0-9](?:[-\w]{3,48}[A-Za-z0-9])/, '5 to 50 letters, digits, hyphens and underscores'] as const

/** Source: https://learn.microsoft.com/azure/container-registry/container-registry-token-based-repository-permissions */
const action =
  /^(?:repositories\/(?:[a-z0-9._/-]+|\*)\/(?:content\/(?:read|write|delete)|metadata\/(?:read|write))|gateway\/[^/]+\/(?:config\/(?:read|write)|message\/(?:read|write)))$/

export const scopeMap: ResourceType = {
  type: 'Microsoft.ContainerRegistry/registries/scopeMaps',
  check(map) {
    checkName(map, ...name)
    const { actions } = map.properties as { actions?: unknown }
    const wrong = Array.isArray(actions) ? actions.find((one) => !action.test(String(one))) : actions
    if (!Array.isArray(actions) || actions.length === 0 || wrong !== undefined)
      throw new ArmError(
        400,
        'InvalidScopeMapActions',
        `${JSON.stringify(wrong ?? actions)} in the actions of ${map.name} is no action such as repositories/api/content/read.`,
      )
  },
  checkDelete({ id }, { resources }) {
    const user = resources
      .ofType(registryToken.type)
      .find((token) => String(token.properties.scopeMapId).toLowerCase() === id.toLowerCase())
    if (user) throw new ArmError(409, 'ScopeMapInUse', `The scope map ${id} is used by the token ${user.id}.`)
  },
}

/** A password that was generated for a token; kept as its hash. */
export interface TokenPassword {
  readonly name: 'password1' | 'password2'
  readonly sha256: string
  readonly expiry?: string
  readonly creationTime: string
}

export const registryToken: ResourceType = {
  type: 'Microsoft.ContainerRegistry/registries/tokens',
  check(token, { resources }) {
    checkName(token, ...name)
    const map = referred(resources, token.properties.scopeMapId, 'scopeMapId')
    if (registryOf(map.id) !== registryOf(token.id))
      throw new ArmError(
        400,
        'InvalidScopeMap',
        `The scope map ${map.id} belongs to another registry than ${token.id}.`,
      )
  },
  complete: (token, { clock }, before) => ({
    ...token,
    properties: {
      status: 'enabled',
      ...token.properties,
      creationDate: before?.properties.creationDate ?? new Date(clock.now()).toISOString(),
      credentials: { passwords: passwordsGiven(token, before) },
    },
  }),
  shown({ properties, ...token }) {
    const passwords = passwordsOf({ properties } as Resource).map(({ sha256: _, ...one }) => one)
    return { ...token, properties: { ...properties, credentials: { passwords } } }
  },
}

export function passwordsOf({ properties }: Pick<Resource, 'properties'>): readonly TokenPassword[] {
  return ((properties.credentials ?? {}) as { passwords?: TokenPassword[] }).passwords ?? []
}

/** An update that lists fewer passwords deletes the others; it can never set one. */
function passwordsGiven(token: Resource, before: Resource | undefined): readonly TokenPassword[] {
  const kept = before ? passwordsOf(before) : []
  const listed = (token.properties.credentials as { passwords?: { name: string }[] } | undefined)?.passwords
  return listed === undefined ? kept : kept.filter((one) => listed.some((other) => other.name === one.name))
}

/** The action of a registry that makes a token's password, shown this once. */
export function generateCredentials(registry: Resource, body: Json, { resources, clock }: TypeContext): Json {
  const token = referred(resources, textIn(body.tokenId, 'tokenId'), 'tokenId')
  if (registryOf(token.id) !== registry.id.toLowerCase())
    throw new ArmError(400, 'InvalidTokenId', `The token ${token.id} is not of the registry ${registry.id}.`)
  if (typeof body.expiry === 'string' && !(Date.parse(body.expiry) > clock.now()))
    throw new ArmError(400, 'InvalidExpiry', `The expiry ${body.expiry} is over already.`)
  const wanted =
    body.name === 'password2' ? ['password2'] : body.name === 'password1' ? ['password1'] : ['password1', 'password2']
  const made = wanted.map((one) => ({
    name: one as TokenPassword['name'],
    value: randomBytes(32).toString('base64url'),
    creationTime: new Date(clock.now()).toISOString(),
    ...(typeof body.expiry === 'string' && { expiry: body.expiry }),
  }))
  const others = passwordsOf(token).filter((one) => !wanted.includes(one.name))
  const kept = made.map(({ value, ...one }) => ({ ...one, sha256: createHash('sha256').update(value).digest('hex') }))
  resources.put(token.id, {
    ...token,
    properties: { ...token.properties, credentials: { passwords: [...others, ...kept] } },
  })
  return { username: token.name, passwords: made }
}

function registryOf(id: string): string {
  return id.toLowerCase().replace(/\/(?:tokens|scopemaps)\/[^/]+$/, '')
}
