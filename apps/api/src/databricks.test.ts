import { once } from 'node:events'
import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { openDatabricks } from './databricks'

let server: Server
let answer: RequestListener

beforeAll(async () => {
  server = createServer((request, response) => answer(request, response)).listen(0, '127.0.0.1')
  await once(server, 'listening')
})
afterEach(() => jest.restoreAllMocks())
afterAll(() => {
  server.closeAllConnections()
  server.close()
})

function open() {
  const credential = { getToken: async () => ({ token: 'token', expiresOnTimestamp: Date.now() + 3_600_000 }) }
  return openDatabricks(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, credential)
}

test('a connection that is cut leaves nothing behind that keeps the process alive', async () => {
  answer = (request) => request.socket.destroy()
  const timers = jest.spyOn(globalThis, 'setTimeout')
  await expect(open().getRun(1)).rejects.toThrow('Databricks cannot be reached')
  expect(timers.mock.results.filter(({ value }) => value.hasRef())).toEqual([])
})

test('an answer that breaks off is waited for no longer than one that does not come', async () => {
  const time = new AbortController()
  jest.spyOn(AbortSignal, 'timeout').mockReturnValue(time.signal)
  answer = (_request, response) => void response.writeHead(200).write('{', () => time.abort())
  await expect(open().getRun(1)).rejects.toThrow('Databricks cannot be reached')
  expect(AbortSignal.timeout).toHaveBeenCalledWith(30_000)
})
