import { createHash } from 'node:crypto'
import { runInNewContext } from 'node:vm'
import { type Platform, playRunner, startPlatform } from './testing/platform'

let platform: Platform
let api: Awaited<ReturnType<Platform['startApi']>>
let ada: string

beforeAll(async () => {
  platform = await startPlatform()
  api = await platform.startApi()
  ada = await platform.token('ada')
}, 60_000)
afterAll(() => platform?.close(), 60_000)

async function failedRun(name: string) {
  const task = platform.executor.started(platform.executor.tasks.length)
  const run = await api.submit(ada, { name })
  const runner = await playRunner(platform, await task)
  await runner.publish({}, { outcome: 'failed', error: { code: 'OutOfMemory', message: 'no <b>more</b> memory' } })
  runner.task.end({ kind: 'failed', error: 'RuntimeError: x', errorTrace: '', wheelMissing: false })
  return api.until(ada, run.id, ({ status }) => status === 'failed')
}

const runs = async () => (await api.json(200, api.call(ada, 'GET', '/v1/runs'))).value

interface Element {
  hidden: boolean
  disabled: boolean
  textContent: string
  href: string
  click: () => Promise<void>
  append(...children: Element[]): void
  addEventListener(event: 'click', listener: () => Promise<void>): void
}

/** Runs the page's script as a browser does that has this session; every text that it shows is in `shown`. */
async function open(id: string, session: string | undefined) {
  const html = await (await api.call(undefined, 'GET', `/runs/${id}/rerun`)).text()
  const facts: string[] = []
  const element = (hidden: boolean): Element => ({
    hidden,
    disabled: false,
    textContent: '',
    href: '',
    click: async () => {},
    append: (...children) => facts.push(children.map(({ textContent }) => textContent).join(': ')),
    addEventListener(_event, listener) {
      this.click = listener
    },
  })
  const elements = new Map(
    [...html.matchAll(/ id="([\w-]+)"([^>]*)/g)].map(([, name = '', rest = '']) => [
      name,
      element(/hidden/.test(rest)),
    ]),
  )
  const find = (name: string) => {
    const found = elements.get(name)
    if (!found) throw new Error(`the page has no ${name}`)
    return found
  }
  let settled: (() => void) | undefined
  const loaded = new Promise<void>((resolve) => {
    settled = resolve
  })
  Object.defineProperty(find('message'), 'textContent', {
    set: (text: string) => {
      facts.push(text)
      settled?.()
    },
  })
  runInNewContext(scriptOf(html), {
    crypto,
    encodeURIComponent,
    location: { pathname: `/runs/${id}/rerun` },
    document: { getElementById: find, createElement: () => element(false), title: '' },
    // The front end keeps the token of a session and hands it on.
    fetch: (path: string, options: { method?: string; headers?: object } = {}) =>
      api.call(undefined, options.method ?? 'GET', path, undefined, {
        ...options.headers,
        ...(session === undefined ? {} : { 'x-ms-token-aad-access-token': session }),
      }),
  })
  await loaded
  return { find, shown: facts }
}

const scriptOf = (html: string) => /<script>(.*)<\/script>/s.exec(html)?.[1] ?? ''

test('the page lets only its own script and style run, and no other site show or reach it', async () => {
  const response = await api.call(undefined, 'GET', '/runs/any/rerun')
  expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8')
  const html = await response.text()
  const policy = (response.headers.get('content-security-policy') ?? '').split('; ')
  const style = /<style>(.*)<\/style>/s.exec(html)?.[1] ?? ''
  const hash = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`
  expect(policy).toEqual([
    "default-src 'none'",
    `script-src ${hash(scriptOf(html))}`,
    `style-src ${hash(style)}`,
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ])
  expect(html).not.toMatch(/ on\w+=| style=|javascript:/)
})

test('whoever is not signed in is led to the sign-in and back, and sees nothing of the run', async () => {
  const { id } = await failedRun('secret name')
  const { find, shown } = await open(id, undefined)
  expect(shown).toEqual(['Sign in to see this run and to start it again.'])
  expect(find('sign-in')).toMatchObject({
    hidden: false,
    href: `/.auth/login/aad?post_login_redirect_uri=${encodeURIComponent(`/runs/${id}/rerun`)}`,
  })
  expect(find('again').hidden).toBe(true)
})

test('opening it starts nothing; the button starts one run, however often it is pressed', async () => {
  const { id } = await failedRun('doomed <i>')
  const before = (await runs()).length
  const { find, shown } = await open(id, ada)
  expect(find('name').textContent).toBe('doomed <i>')
  expect(shown).toEqual(
    expect.arrayContaining([
      'Status: failed',
      'Cause: OutOfMemory: no <b>more</b> memory',
      'Algorithm: highs 1.0.0, small',
      'Running it again unchanged will fail the same way.',
    ]),
  )
  expect(await runs()).toHaveLength(before)

  const task = platform.executor.started(platform.executor.tasks.length)
  await find('again').click()
  await find('again').click()
  await task
  const [newest, ...others] = await runs()
  expect(others).toHaveLength(before)
  expect(newest).toMatchObject({ rerunOf: id, name: 'doomed <i>' })
  expect(shown.at(-1)).toBe(`It runs again, as your run ${newest.id}.`)
  expect(find('new')).toMatchObject({ hidden: false, href: `/runs/${newest.id}/rerun` })

  const unfinished = await open(newest.id, ada)
  expect(unfinished.shown.at(-1)).toContain('The run has not ended')
  expect(unfinished.find('again').hidden).toBe(true)
})

test('why it cannot be started is told in the words of the service', async () => {
  const { id } = await failedRun('gone')
  const { find, shown } = await open(id, ada)
  await api.call(ada, 'DELETE', `/v1/runs/${id}`)
  await find('again').click()
  expect(shown.at(-1)).toContain('is gone; submit it again')
  expect(find('again').disabled).toBe(false)
  const strange = await open(id, await platform.token('eve'))
  expect(strange.shown).toEqual([`There is no run ${id}`])
})
