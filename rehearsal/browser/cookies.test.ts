import { type Asker, openCookies } from './cookies'

const site = new URL('https://site.example/runs')
const typed: Asker = { method: 'GET', from: undefined, navigates: true }
const own: Asker = { method: 'POST', from: site.origin, navigates: false }
const foreign = 'https://evil.example'

function kept(...setCookies: readonly string[]) {
  const cookies = openCookies()
  cookies.keep(site, setCookies)
  return (asker = typed, url = site) => cookies.headerFor(url, asker)
}

test('a cookie goes back to its host and path, until it is taken back', () => {
  const cookies = openCookies()
  cookies.keep(site, ['a=1=2; Path=/', 'b=3; Path=/.auth; HttpOnly'])
  expect(cookies.headerFor(site, typed)).toBe('a=1=2')
  expect(cookies.headerFor(new URL('/.auth/me', site), typed)).toBe('a=1=2; b=3')
  expect(cookies.headerFor(new URL('/.authority', site), typed)).toBe('a=1=2')
  expect(cookies.headerFor(new URL('https://other.example/'), typed)).toBe('')
  cookies.keep(site, ['a=; Path=/; Max-Age=0', 'b=4; Path=/.auth'])
  expect(cookies.headerFor(new URL('/.auth/me', site), typed)).toBe('b=4')
})

test.each<[string, string, Asker, boolean]>([
  ['Lax', 'to its own page', own, true],
  ['Lax', 'to a link on another site', { ...typed, from: foreign }, true],
  ['Lax', 'to a form of another site', { ...typed, method: 'POST', from: foreign }, false],
  ['Lax', 'to a script of another site', { ...typed, navigates: false, from: foreign }, false],
  ['Strict', 'to a link on another site', { ...typed, from: foreign }, false],
  ['Strict', 'to its own page', own, true],
  ['None; Secure', 'to a form of another site', { ...typed, method: 'POST', from: foreign }, true],
  ['None', 'to a form of another site', { ...typed, method: 'POST', from: foreign }, false],
])('SameSite=%s goes %s: %#', (sameSite, _, asker, sent) => {
  expect(kept(`a=1; SameSite=${sameSite}`)(asker)).toBe(sent ? 'a=1' : '')
})

test('a cookie that says nothing of other sites is kept from their forms', () => {
  expect(kept('a=1')({ ...typed, method: 'POST', from: foreign })).toBe('')
})
