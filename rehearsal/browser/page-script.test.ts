import { rerunPage } from '../../apps/api/src/rerun-page'
import type { Browser, Fetched, Page } from './browser'
import { runPageScript } from './page-script'

const page: Page = { url: new URL('https://site.example/runs/7/rerun'), status: 200, body: rerunPage.html }
const run = { name: 'the run', algorithm: {}, createdBy: {}, status: 'failed', finishedAt: '2026-11-24T10:00:00Z' }

/** A browser whose site answers each call so. */
function answering(answer: (path: string, options: Fetched) => { readonly status: number; readonly body: object }) {
  const calls: [string, Fetched][] = []
  const fetch: Browser['fetch'] = async ({ url }, path, options = {}) => {
    calls.push([path, options])
    const { status, body } = answer(path, options)
    return { url, status, body: JSON.stringify(body) }
  }
  return { browser: { fetch } as Browser, calls }
}

test('a script shows and hides the parts of its page by what the site answers', async () => {
  const nobody = await runPageScript(answering(() => ({ status: 401, body: {} })).browser, page)
  expect(nobody.part('sign-in')).toMatchObject({
    hidden: false,
    href: '/.auth/login/aad?post_login_redirect_uri=%2Fruns%2F7%2Frerun',
  })
  expect(nobody.part('again').hidden).toBe(true)
  const somebody = await runPageScript(answering(() => ({ status: 200, body: run })).browser, page)
  expect(somebody.part('name').textContent).toBe('the run')
  expect(somebody.part('facts').textContent).toContain('Status: failed\n')
  expect([somebody.part('sign-in').hidden, somebody.part('again').hidden]).toEqual([true, false])
})

test('a click has ended when all that it started has, and a button that is off does nothing', async () => {
  const { browser, calls } = answering((_, { method }) => ({ status: 200, body: method ? { id: '8' } : run }))
  const live = await runPageScript(browser, page)
  await live.click('again')
  expect(live.part('new')).toMatchObject({ hidden: false, href: '/runs/8/rerun' })
  await live.click('again')
  expect(calls.map(([path, { method }]) => [path, method])).toEqual([
    ['/v1/runs/7', undefined],
    ['/v1/runs/7/rerun', 'POST'],
  ])
})

test('a page without a script, and a part that it has not, are told', async () => {
  const { browser } = answering(() => ({ status: 200, body: run }))
  await expect(runPageScript(browser, { ...page, status: 401, body: '{}' })).rejects.toThrow(
    /\(401\) has no script: {}/,
  )
  const live = await runPageScript(browser, page)
  expect(() => live.part('nothing')).toThrow(/has no part nothing/)
})
