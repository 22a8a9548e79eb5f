import { createSecretKey, generateKeyPairSync } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import { type JWTPayload, SignJWT, UnsecuredJWT } from 'jose'
import { type Directory, findResource } from './directory'
import type { SigningKeys } from './signing-keys'
import { appClaims, sign, userClaims } from './tokens'

const lifetimeSeconds = 3600

/** What is wrong with a token that a test asks for. */
const defects = ['none', 'expired', 'not-yet-valid', 'wrong-signature', 'unknown-key', 'alg-none', 'hs256'] as const
type Defect = (typeof defects)[number]

interface TokenRequest {
  kind: 'app' | 'user'
  audience?: string
  roles?: string[]
  claims?: JWTPayload
  defect: Defect
}

/**
 * Routes that Entra has not: tokens with any claims and with defects, key rotation, outage. They make this emulator no
 * weaker than it is: it serves the owner of this machine, on loopback.
 */
export function testDoor(
  app: FastifyInstance,
  directory: Directory,
  keys: SigningKeys,
  authority: () => string,
  setOutage: (on: boolean) => void,
): void {
  app.post<{ Body: TokenRequest }>(
    '/__emulator/token',
    {
      schema: {
        body: {
          type: 'object',
          additionalProperties: false,
          properties: {
            kind: { enum: ['app', 'user'], default: 'app' },
            audience: { type: 'string' },
            roles: { type: 'array', items: { type: 'string' } },
            claims: { type: 'object' },
            defect: { enum: defects, default: 'none' },
          },
        },
      },
    },
    async ({ body }, reply) => {
      const audience = body.audience ?? directory.applications[0]?.clientId ?? ''
      const resource = findResource(directory, audience) ?? { audience, tokenVersion: 2 as const }
      const claims = {
        ...(body.kind === 'user'
          ? userClaims(
              directory,
              authority(),
              resource,
              { clientId: 'test-client', proof: '0' },
              testUser,
              lifetimeSeconds,
            )
          : appClaims(
              directory,
              authority(),
              resource,
              { clientId: 'test-client', objectId: 'test-principal', proof: '1' },
              lifetimeSeconds,
            )),
        ...(body.roles && { roles: body.roles }),
        ...body.claims,
      }
      return reply
        .header('cache-control', 'no-store')
        .send({ access_token: await withDefect(keys, claims, body.defect) })
    },
  )
  app.post<{ Body: { dropOld: boolean } }>(
    '/__emulator/rotate-keys',
    { schema: { body: objectWith('dropOld', false) } },
    async ({ body }) => {
      keys.rotate(body.dropOld)
      return { kid: keys.current().kid }
    },
  )
  app.post<{ Body: { on: boolean } }>(
    '/__emulator/outage',
    { schema: { body: { ...objectWith('on', false), required: ['on'] } } },
    async ({ body }) => {
      setOutage(body.on)
      return body
    },
  )
}

const testUser = {
  objectId: 'test-user',
  name: 'Test User',
  userPrincipalName: 'test.user@example.com',
  roles: {},
}

function objectWith(name: string, fallback: boolean) {
  return {
    type: 'object',
    additionalProperties: false,
    properties: { [name]: { type: 'boolean', default: fallback } },
  }
}

async function withDefect(keys: SigningKeys, claims: JWTPayload, defect: Defect): Promise<string> {
  const now = Math.floor(Date.now() / 1000)
  switch (defect) {
    case 'none':
      return sign(keys, claims)
    case 'expired':
      return sign(keys, { ...claims, iat: now - 7200, nbf: now - 7200, exp: now - 3600 })
    case 'not-yet-valid':
      return sign(keys, { ...claims, nbf: now + 3600, exp: now + 7200 })
    case 'alg-none':
      return new UnsecuredJWT(claims).encode()
    case 'hs256': {
      // The classic confusion: the public key, which everybody knows, taken as the secret of an HMAC.
      const [jwk] = keys.published()
      const secret = createSecretKey(Buffer.from(JSON.stringify(jwk)))
      return new SignJWT(claims).setProtectedHeader({ typ: 'JWT', alg: 'HS256', kid: keys.current().kid }).sign(secret)
    }
    case 'wrong-signature':
    case 'unknown-key': {
      const kid = defect === 'unknown-key' ? 'a-key-nobody-published' : keys.current().kid
      const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
      return new SignJWT(claims).setProtectedHeader({ typ: 'JWT', alg: 'RS256', kid }).sign(privateKey)
    }
  }
}
