import { once } from 'node:events'
import { appendFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { TableClient } from '@azure/data-tables'
import { ManagedIdentityCredential } from '@azure/identity'
import {
  BlobServiceClient,
  ContainerClient,
  ContainerSASPermissions,
  generateBlobSASQueryParameters,
} from '@azure/storage-blob'
import { type Entra, startEntra } from '../entra/entra'
import { startServiceProcess } from '../service-process'
import { type Storage, startStorage } from './storage'

const tenantId = '11111111-1111-4111-8111-111111111111'
const identity = {
  clientId: '22222222-2222-4222-8222-222222222222',
  principalId: '33333333-3333-4333-8333-333333333333',
  header: 'header-of-the-site',
  name: 'id-test',
}

const folder = mkdtempSync(join(tmpdir(), 'slipway-storage-'))
let entra: Entra
let storage: Storage

beforeAll(async () => {
  entra = await startEntra({
    dataDir: join(folder, 'entra'),
    port: 0,
    tenantId,
    applications: [],
    clients: [],
    managedIdentities: [identity],
  })
  process.env.IDENTITY_ENDPOINT = `${entra.url}/msi/token`
  process.env.IDENTITY_HEADER = identity.header
  storage = await startStorage({ dataDir: join(folder, 'storage'), tenantId })
}, 60_000)

afterAll(async () => {
  await storage?.close()
  await entra?.close()
  rmSync(folder, { recursive: true, force: true })
})

function clients({ blobUrl, tableUrl, caFile }: Storage = storage) {
  const credential = new ManagedIdentityCredential({ clientId: identity.clientId })
  const options = { tlsOptions: { ca: readFileSync(caFile, 'utf8') }, retryOptions: { maxRetries: 0, maxTries: 1 } }
  return {
    options,
    blobs: new BlobServiceClient(blobUrl, credential, options),
    table: (name: string) => new TableClient(tableUrl, name, credential, options),
  }
}

async function text(container: ContainerClient, blob: string): Promise<string> {
  return (await container.getBlobClient(blob).downloadToBuffer()).toString()
}

test('a container SAS from a user delegation key opens its own container and no other', async () => {
  const { blobs, options } = clients()
  const own = blobs.getContainerClient('sas-own')
  const foreign = blobs.getContainerClient('sas-foreign')
  await own.create()
  await foreign.create()
  const startsOn = new Date(Date.now() - 60_000)
  const expiresOn = new Date(Date.now() + 600_000)
  const key = await blobs.getUserDelegationKey(startsOn, expiresOn)
  const sas = generateBlobSASQueryParameters(
    {
      containerName: 'sas-own',
      permissions: ContainerSASPermissions.parse('racwl'),
      startsOn,
      expiresOn,
      version: '2025-11-05',
    },
    key,
    'slipway',
  ).toString()
  const bySas = (name: string) => new ContainerClient(`${storage.blobUrl}/${name}?${sas}`, undefined, options)

  await bySas('sas-own').getBlockBlobClient('a').upload('hello', 5)
  expect(await text(own, 'a')).toBe('hello')
  const log = bySas('sas-own').getAppendBlobClient('log')
  await log.create()
  await log.appendBlock('one ', 4)
  await log.appendBlock('two', 3)
  expect(await text(own, 'log')).toBe('one two')
  await expect(bySas('sas-foreign').getBlockBlobClient('a').upload('x', 1)).rejects.toMatchObject({ statusCode: 403 })
  await expect(bySas('sas-own').getBlobClient('a').delete()).rejects.toMatchObject({ statusCode: 403 })
})

test('a blob is created once where the writer asks for that', async () => {
  const container = clients().blobs.getContainerClient('create-only')
  await container.create()
  const blob = container.getBlockBlobClient('manifest.json')
  await blob.upload('first', 5, { conditions: { ifNoneMatch: '*' } })
  await expect(blob.upload('again', 5, { conditions: { ifNoneMatch: '*' } })).rejects.toMatchObject({
    statusCode: 409,
    code: 'BlobAlreadyExists',
  })
  expect(await text(container, 'manifest.json')).toBe('first')
})

test('a table entity is changed only by who knows its last version', async () => {
  const table = clients().table('etags')
  await table.createTable()
  const { etag } = await table.createEntity({ partitionKey: 'run', rowKey: 'r', n: 1 })
  const update = (n: number) =>
    table.updateEntity({ partitionKey: 'run', rowKey: 'r', n }, 'Replace', { etag: etag ?? '' })
  await update(2)
  await expect(update(3)).rejects.toMatchObject({ statusCode: 412 })
  expect(await table.getEntity('run', 'r')).toMatchObject({ n: 2 })
})

describe('refuses', () => {
  const get = async (headers: Record<string, string>) => {
    const credential = {
      getToken: async () => ({ token: headers.token ?? '', expiresOnTimestamp: Date.now() + 3600_000 }),
    }
    const container = new BlobServiceClient(storage.blobUrl, credential, clients().options).getContainerClient(
      'nothing',
    )
    return container.getProperties().then(
      () => 200,
      (error: { statusCode?: number }) => error.statusCode,
    )
  }
  const forged = async (claims: object) => {
    const response = await fetch(`${entra.url}/__emulator/token`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ audience: 'https://storage.azure.com', claims }),
    })
    return ((await response.json()) as { access_token: string }).access_token
  }

  test('a token of another tenant', async () => {
    expect(await get({ token: await forged({}) })).toBe(404)
    expect(await get({ token: await forged({ iss: 'https://sts.windows.net/other/' }) })).toBe(401)
  })

  test('a token for another resource', async () => {
    expect(await get({ token: await forged({ aud: 'https://vault.azure.net' }) })).toBe(401)
  })

  test('an expired token', async () => {
    expect(await get({ token: await forged({ exp: 1_700_000_000 }) })).toBe(401)
  })

  test('something that is no token', async () => {
    expect(await get({ token: 'abc' })).toBe(401)
  })
})

test('a port in use is one clear sentence, before any file is touched', async () => {
  const taken = createServer()
  taken.listen(0, '127.0.0.1')
  await once(taken, 'listening')
  const address = taken.address()
  const port = typeof address === 'object' ? address?.port : undefined
  await expect(startStorage({ dataDir: join(folder, 'other'), blobPort: port ?? 0, tenantId })).rejects.toThrow(
    `port ${port} on 127.0.0.1, meant for blob storage, is in use by another process: stop that process or choose another port`,
  )
  taken.close()
})

describe('what was answered survives SIGKILL', () => {
  const dataDir = join(folder, 'killed')

  /** Does the work, kills the service the moment its last answer is there, and starts it again. */
  async function killedAfter(work: (running: Storage) => Promise<unknown>): Promise<Storage> {
    const part = await startServiceProcess<Storage>('storage', { dataDir, tenantId })
    const running: Storage = { ...part.facts, close: part.stop }
    try {
      await work(running)
    } finally {
      process.kill(part.pid, 'SIGKILL')
      await part.ended
    }
    // What a kill in the middle of a write leaves.
    appendFileSync(join(dataDir, 'table.json.journal'), '[{"drop":"slip')
    return startStorage({ dataDir, tenantId })
  }

  test('blobs, blocks, entities, tables, updates and deletions, one kill after another', async () => {
    const first = await killedAfter(async (running) => {
      const { blobs, table } = clients(running)
      const runs = table('runs')
      await runs.createTable()
      const container = blobs.getContainerClient('run-1')
      await container.create()
      await blobs.getContainerClient('run-gone').create()
      await blobs.getContainerClient('run-gone').getBlockBlobClient('x').upload('x', 1)
      await container.getBlockBlobClient('input').upload('model', 5)
      await container.getBlockBlobClient('large').stageBlock(Buffer.from('0').toString('base64'), 'abc', 3)
      await container.getAppendBlobClient('progress').create()
      await container.getAppendBlobClient('progress').appendBlock('1', 1)
      for (let n = 0; n < 20; n++) await runs.createEntity({ partitionKey: 'p', rowKey: String(n), status: 'queued' })
    })
    await first.close()

    const second = await killedAfter(async (running) => {
      const { blobs, table } = clients(running)
      const container = blobs.getContainerClient('run-1')
      expect(await text(container, 'input')).toBe('model')
      expect(await text(container, 'progress')).toBe('1')
      await container.getAppendBlobClient('progress').appendBlock('2', 1)
      await container.getBlockBlobClient('large').commitBlockList([Buffer.from('0').toString('base64')])
      await blobs.deleteContainer('run-gone')
      const runs = table('runs')
      await runs.deleteEntity('p', '3')
      await runs.submitTransaction([
        ['create', { partitionKey: 'p', rowKey: 'batch' }],
        ['delete', { partitionKey: 'p', rowKey: '4' }],
      ])
      await runs.updateEntity({ partitionKey: 'p', rowKey: '5', status: 'running' }, 'Merge')
    })

    const { blobs, table } = clients(second)
    const container = blobs.getContainerClient('run-1')
    expect(await text(container, 'progress')).toBe('12')
    expect(await text(container, 'large')).toBe('abc')
    const names = []
    for await (const { name } of blobs.listContainers()) names.push(name)
    expect(names).toEqual(['run-1'])
    await blobs.getContainerClient('run-gone').create()
    const left = []
    for await (const { name } of blobs.getContainerClient('run-gone').listBlobsFlat()) left.push(name)
    expect(left).toEqual([])
    const rows: Record<string, unknown> = {}
    for await (const { rowKey, status } of table('runs').listEntities()) rows[String(rowKey)] = status
    expect(Object.keys(rows).sort()).toEqual(
      [...Array.from({ length: 20 }, (_, n) => String(n)).filter((n) => n !== '3' && n !== '4'), 'batch'].sort(),
    )
    expect(rows['5']).toBe('running')
    await expect(table('runs').createEntity({ partitionKey: 'p', rowKey: '7' })).rejects.toMatchObject({
      statusCode: 409,
    })
    await second.close()
    // Four starts of Azurite, which takes seconds each on a busy machine.
  }, 120_000)
})
