import { chooseUser } from '../local/entra/testing/choose-user'
import type { Platform } from './platform'

/**
 * Signs a person in at the platform as a browser does.
 * @param target the page that the sign-in leads back to
 * @param user object id
 * @throws with Entra's page where it refuses the person
 * @returns a call as a page of the site makes it, and where the sign-in led to
 */
export async function signInByBrowser(platform: Platform, target: string, user: string) {
  const { api } = platform.ready()
  const started = await fetch(`${api}/.auth/login/aad?${new URLSearchParams({ post_login_redirect_uri: target })}`, {
    redirect: 'manual',
  })
  const { action, fields, page } = await chooseUser(started.headers.get('location') ?? '', user)
  if (action === undefined) throw new Error(page)
  const back = await fetch(action, {
    method: 'POST',
    headers: { cookie: cookiesOf(started) },
    body: new URLSearchParams(fields),
    redirect: 'manual',
  })
  const call = (method: string, path: string, headers: Record<string, string> = {}) =>
    fetch(api + path, { method, headers: { cookie: cookiesOf(back), origin: api, ...headers } })
  return { call, ledTo: back.headers.get('location') }
}

function cookiesOf(answer: Response): string {
  return answer.headers
    .getSetCookie()
    .map((one) => one.split(';')[0])
    .join('; ')
}
