import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { generate } from 'selfsigned'
import { json } from './fake-api'

export const tenantId = '11111111-2222-3333-4444-555555555555'
export const apiClientId = '99999999-8888-7777-6666-555555555555'

/** Entra's endpoints as the Azure SDK uses them, over TLS because it takes no others. */
export interface FakeEntra {
  readonly url: string
  /** What the CLI needs in its environment to use it. */
  readonly env: Readonly<Record<string, string>>
  /** The forms that came to the token endpoint. */
  readonly tokenRequests: URLSearchParams[]
  close(): Promise<void>
}

export async function startFakeEntra(folder: string): Promise<FakeEntra> {
  const certificate = await generate([{ name: 'commonName', value: 'localhost' }], {
    keyType: 'ec',
    algorithm: 'sha256',
    extensions: [
      { name: 'basicConstraints', cA: true, critical: true },
      { name: 'subjectAltName', altNames: [{ type: 7, ip: '127.0.0.1' }] },
    ],
  })
  const caFile = join(folder, 'ca.pem')
  writeFileSync(caFile, certificate.cert)
  const tokenRequests: URLSearchParams[] = []
  const server = createServer({ key: certificate.private, cert: certificate.cert }, async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk)
    const endpoints = `${url}/${tenantId}/oauth2/v2.0`
    const { pathname } = new URL(request.url ?? '/', url)
    switch (pathname) {
      case `/${tenantId}/v2.0/.well-known/openid-configuration`:
        return json(response, 200, {
          issuer: `${url}/${tenantId}/v2.0`,
          authorization_endpoint: `${endpoints}/authorize`,
          token_endpoint: `${endpoints}/token`,
          device_authorization_endpoint: `${endpoints}/devicecode`,
          jwks_uri: `${url}/keys`,
        })
      case `/${tenantId}/oauth2/v2.0/devicecode`:
        return json(response, 200, {
          device_code: 'd',
          user_code: 'ABC123',
          verification_uri: 'https://device.example',
          expires_in: 60,
          interval: 0,
          message: 'type the code \u001b[31mABC123',
        })
      case `/${tenantId}/oauth2/v2.0/token`: {
        const form = new URLSearchParams(Buffer.concat(chunks).toString())
        tokenRequests.push(form)
        return json(response, 200, tokens(url, form))
      }
      default:
        return json(response, 404, { error: pathname })
    }
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const url = `https://127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    url,
    env: { AZURE_AUTHORITY_HOST: url, NODE_EXTRA_CA_CERTS: caFile },
    tokenRequests,
    async close() {
      server.close()
      server.closeAllConnections()
      await once(server, 'close')
    },
  }
}

function tokens(url: string, form: URLSearchParams) {
  const claims = {
    aud: apiClientId,
    iss: `${url}/${tenantId}/v2.0`,
    tid: tenantId,
    oid: 'aaaaaaaa-0000-0000-0000-000000000000',
    sub: 'subject',
    name: 'Ada \u001b[31mLovelace',
    preferred_username: 'ada@example.com',
    roles: ['Runs.Submit'],
    exp: Math.floor(Date.now() / 1000) + 3600,
    grant: form.get('grant_type'),
  }
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
  const jwt = [part({ alg: 'none' }), part(claims), 'signature'].join('.')
  return {
    token_type: 'Bearer',
    access_token: jwt,
    expires_in: 3600,
    scope: form.get('scope'),
    ...(form.get('grant_type') !== 'client_credentials' && {
      id_token: jwt,
      refresh_token: 'the-refresh-token',
      client_info: part({ uid: claims.oid, utid: tenantId }),
    }),
  }
}
