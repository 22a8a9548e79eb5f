interface Cookie {
  readonly value: string
  readonly path: string
  /** As browsers take a cookie that says nothing of it. */
  readonly sameSite: 'Strict' | 'Lax' | 'None'
}

/** Who asks for an address: a cookie's `SameSite` decides by it. */
export interface Asker {
  readonly method: string
  /** Origin of the page that asks; undefined: somebody typed the address. */
  readonly from: string | undefined
  /** Whether the answer is to be shown in place of the page. */
  readonly navigates: boolean
}

export interface Cookies {
  /** @param setCookies of an answer, one header each */
  keep(url: URL, setCookies: readonly string[]): void
  /** The `Cookie` header; empty where there is none to send. */
  headerFor(url: URL, asker: Asker): string
}

/**
 * Cookies of hosts that are reached by https, each a site of its own, until the browser is closed.
 * Source: https://datatracker.ietf.org/doc/html/draft-ietf-httpbis-rfc6265bis
 */
export function openCookies(): Cookies {
  const hosts = new Map<string, Map<string, Cookie>>()
  return {
    keep({ host }, setCookies) {
      const kept = hosts.get(host) ?? new Map<string, Cookie>()
      hosts.set(host, kept)
      for (const text of setCookies) {
        const [pair = '', ...attributes] = text.split(';').map((part) => part.trim())
        const [name = '', ...value] = pair.split('=')
        const given = new Map(attributes.map((one) => [one.split('=')[0]?.toLowerCase(), one.split('=')[1] ?? '']))
        if (given.get('max-age') === '0') kept.delete(name)
        else kept.set(name, { value: value.join('='), path: given.get('path') ?? '/', sameSite: sameSiteOf(given) })
      }
    },
    headerFor(url, asker) {
      const sent = [...(hosts.get(url.host) ?? [])].filter(
        ([, one]) => isUnder(url.pathname, one) && may(one, url, asker),
      )
      return sent.map(([name, { value }]) => `${name}=${value}`).join('; ')
    },
  }
}

/** Without Secure browsers do not take None. */
function sameSiteOf(attributes: ReadonlyMap<string | undefined, string>): Cookie['sameSite'] {
  const said = attributes.get('samesite')?.toLowerCase()
  if (said === 'none' && attributes.has('secure')) return 'None'
  return said === 'strict' ? 'Strict' : 'Lax'
}

function isUnder(pathname: string, { path }: Cookie): boolean {
  return pathname === path || pathname.startsWith(path.endsWith('/') ? path : `${path}/`)
}

function may({ sameSite }: Cookie, { origin }: URL, { method, from, navigates }: Asker): boolean {
  if (from === undefined || from === origin || sameSite === 'None') return true
  return sameSite === 'Lax' && navigates && method === 'GET'
}
