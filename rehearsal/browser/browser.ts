import { request } from 'node:https'
import { text } from 'node:stream/consumers'
import { type ProxyRoute, proxyAgent } from '../../local/proxy-agent'
import { type Asker, openCookies } from './cookies'
import { formOf, sendsItself } from './form'

const limitMs = 60_000
const mostRedirects = 10

export interface Page {
  /** Where it was found, after all redirects. */
  readonly url: URL
  readonly status: number
  readonly body: string
}

export interface Fetched {
  readonly method?: string
  readonly headers?: Readonly<Record<string, string>>
}

/** What a person's browser does over HTTPS: it keeps cookies, follows redirects and sends forms. */
export interface Browser {
  /** Goes to an address that somebody typed, or to one that a page links. @param from the page */
  open(url: string, from?: Page): Promise<Page>
  /** Sends the form of a page as a press on its button does. @throws where the page has no form with this button */
  press(page: Page, button: { readonly name: string; readonly value: string }): Promise<Page>
  /** What a script of the page calls. @param path on the page's site */
  fetch(page: Page, path: string, options?: Fetched): Promise<Page>
}

interface Sent extends Asker {
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
}

/**
 * A browser that nobody has used yet, of somebody whose way to Azure is this one.
 * @param end whatever it is doing ends then
 */
export function openBrowser(route: ProxyRoute, end: AbortSignal): Browser {
  const cookies = openCookies()

  async function send(url: URL, { body, headers, ...asker }: Sent): Promise<Page & { readonly location?: string }> {
    const { method, from, navigates } = asker
    const cookie = cookies.headerFor(url, asker)
    const outgoing = request(url, {
      method,
      agent: proxyAgent(route),
      signal: AbortSignal.any([end, AbortSignal.timeout(limitMs)]),
      headers: {
        accept: navigates ? 'text/html,application/xhtml+xml,*/*;q=0.8' : '*/*',
        ...(cookie !== '' && { cookie }),
        ...(from !== undefined && method !== 'GET' && { origin: from }),
        ...(body !== undefined && { 'content-type': 'application/x-www-form-urlencoded' }),
        ...headers,
      },
    })
    const answered = new Promise<Page & { readonly location?: string }>((done, failed) => {
      outgoing.once('error', failed)
      outgoing.once('response', (incoming) => {
        const { statusCode: status = 0, headers: answer } = incoming
        cookies.keep(url, answer['set-cookie'] ?? [])
        const { location } = answer
        text(incoming).then(
          (page) => done({ url, status, body: page, ...(location !== undefined && { location }) }),
          failed,
        )
      })
    })
    outgoing.end(body)
    return answered
  }

  async function navigate(url: URL, sent: Omit<Sent, 'navigates'>): Promise<Page> {
    let page = await send(url, { ...sent, navigates: true })
    for (let count = 0; page.location !== undefined; count++) {
      if (count === mostRedirects) throw new Error(`${url.href} leads on and on, at last to ${page.location}`)
      page = await send(new URL(page.location, page.url), { method: 'GET', from: sent.from, navigates: true })
    }
    return sendsItself(page.body) ? submit(page, formOf(page.body)?.fields ?? []) : page
  }

  function submit(page: Page, fields: readonly (readonly [string, string])[]): Promise<Page> {
    const { action = page.url.href } = formOf(page.body) ?? {}
    const body = new URLSearchParams(fields.map(([name, value]): [string, string] => [name, value])).toString()
    return navigate(new URL(action, page.url), { method: 'POST', from: page.url.origin, body })
  }

  return {
    open: (url, from) => navigate(new URL(url, from?.url), { method: 'GET', from: from?.url.origin }),
    press(page, { name, value }) {
      const form = formOf(page.body)
      if (!form?.buttons.some((button) => button.name === name && button.value === value)) {
        throw new Error(
          `${page.url.origin}${page.url.pathname} (${page.status}) has no button ${name}=${value}: ${page.body}`,
        )
      }
      return submit(page, [...form.fields, [name, value]])
    },
    fetch: (page, path, { method = 'GET', headers = {} } = {}) =>
      send(new URL(path, page.url), { method, headers, from: page.url.origin, navigates: false }),
  }
}
