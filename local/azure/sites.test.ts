import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type AzureUnderTest, group, startAzureUnderTest, subscription } from './testing/azure-under-test'

const site = 'app-test-site'
const host = `${site}.azurewebsites.net`

let azure: AzureUnderTest
let front: Server

beforeAll(async () => {
  front = createServer((request, response) => response.end(`${request.headers.host} ${request.url}`))
  front.listen(0, '127.0.0.1')
  await once(front, 'listening')
  azure = await startAzureUnderTest()
})
afterAll(async () => {
  await azure?.close()
  front?.close()
})

test('a site answers once it is deployed and runs, and no longer once it is deleted', async () => {
  const get = () => azure.call('GET', '/health/live', { host, as: null })
  expect(await get()).toMatchObject({ status: 404 })

  await azure.good('POST', `${subscription}/providers/Microsoft.Web/register`)
  await azure.good('PUT', group, { location: 'westeurope' })
  const plan = `${group}/providers/Microsoft.Web/serverFarms/plan`
  await azure.good('PUT', plan, { location: 'westeurope', sku: { name: 'B1' }, properties: { reserved: true } })
  const path = `${group}/providers/Microsoft.Web/sites/${site}`
  await azure.good('PUT', path, { location: 'westeurope', properties: { serverFarmId: plan } })
  expect(await get()).toMatchObject({ status: 503 })

  const { port } = front.address() as AddressInfo
  await azure.control('PUT', `/__emulator/sites/${site}`, { url: `http://127.0.0.1:${port}` })
  expect(await get()).toMatchObject({ status: 200, body: `${host} /health/live` })
  await azure.control('PUT', `/__emulator/sites/${site}`, {})
  expect(await get()).toMatchObject({ status: 503 })

  await azure.good('DELETE', path)
  expect(await get()).toMatchObject({ status: 404 })
})

test.each([
  ['Microsoft.Web/checknameavailability', 'Microsoft.Web/sites'],
  ['Microsoft.ContainerRegistry/checkNameAvailability', 'Microsoft.ContainerRegistry/registries'],
])('a name that is free is said to be so by %s', async (route, type) => {
  const body = { name: 'free1234name', type }
  expect(await azure.call('POST', `${subscription}/providers/${route}`, { body })).toMatchObject({
    status: 200,
    body: { nameAvailable: true },
  })
})
