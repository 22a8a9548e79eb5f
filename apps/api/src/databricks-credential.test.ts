import { readFileSync } from 'node:fs'
import { createServer, type Server } from 'node:https'
import { join } from 'node:path'
import { ensureCertificate } from '../../../local/certificate'
import { jobParameters } from '../../../optimiser-image/contract'
import { openDatabricks } from './databricks'
import { databricksCredential } from './databricks-credential'
import { parseSettings } from './settings'
import { databricksClient, type Platform, startPlatform } from './testing/platform'

let platform: Platform
let front: Server
let ca: string
let authority: string

/** The identity library speaks to HTTPS only. */
beforeAll(async () => {
  platform = await startPlatform()
  const files = await ensureCertificate(join(platform.folder, 'front'))
  ca = readFileSync(files.certFile, 'utf8')
  const entra = platform.environment.ENTRA_AUTHORITY
  front = createServer({ cert: ca, key: readFileSync(files.keyFile) }, async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk)
    const answer = await fetch(entra + request.url, {
      method: request.method ?? 'GET',
      headers: { 'content-type': request.headers['content-type'] ?? '' },
      ...(chunks.length > 0 ? { body: Buffer.concat(chunks) } : {}),
    })
    const body = JSON.parse((await answer.text()).replaceAll(entra, authority))
    // The library believes no discovery document without this, although nobody signs in here.
    const discovery = body.token_endpoint ? { authorization_endpoint: `${authority}/authorize` } : {}
    response.writeHead(answer.status, { 'content-type': 'application/json' })
    response.end(JSON.stringify({ ...body, ...discovery }))
  })
  await new Promise<void>((listening) => front.listen(0, '127.0.0.1', listening))
  const address = front.address()
  authority = `https://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`
}, 60_000)
afterAll(async () => {
  front?.close()
  await platform?.close()
}, 60_000)

const own = { getToken: () => Promise.reject(new Error('the own identity is not meant')) }

function databricksAs(secret: string) {
  const { databricksUrl, tenantId } = parseSettings(platform.environment)
  const client = { ...databricksClient, secret }
  return openDatabricks(databricksUrl, databricksCredential({ databricksClient: client, tenantId, authority }, own, ca))
}

test('a service principal with its secret starts runs in its own name', async () => {
  const [jobId = 0] = Object.values(parseSettings(platform.environment).algorithms[0]?.jobs ?? {})
  const principal = { applicationId: databricksClient.id, displayName: 'older way', active: true }
  await platform.administer('POST', '/api/2.0/preview/scim/v2/ServicePrincipals', principal)
  await platform.administer('PATCH', `/api/2.0/permissions/jobs/${jobId}`, {
    access_control_list: [{ service_principal_name: databricksClient.id, permission_level: 'CAN_MANAGE_RUN' }],
  })
  const id = await databricksAs(databricksClient.secret).runNow(jobId, 'token', { [jobParameters.attempt]: '1' })
  const run = await platform.administer('GET', `/api/2.2/jobs/runs/get?run_id=${id}`)
  expect(run.creator_user_name).toBe(databricksClient.id)
})

test('a wrong secret is told as access denied, without what Entra said', async () => {
  await expect(databricksAs('wrong').getRun(1)).rejects.toMatchObject({
    kind: 'denied',
    message: 'No token for Databricks was granted',
  })
})

test('without a service principal the own identity is asked', async () => {
  const settings = { ...parseSettings(platform.environment), authority }
  expect(databricksCredential(settings, own)).toBe(own)
})
