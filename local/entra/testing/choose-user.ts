/** What the page after the choice would send on, or shows instead. */
export interface Chosen {
  readonly status: number
  readonly page: string
  /** Where its form leads; undefined where it has none that sends itself. */
  readonly action: string | undefined
  readonly fields: Readonly<Record<string, string>>
}

/**
 * Chooses a user on the sign-in page, as a click does.
 * @param user object id; empty: the button «Cancel»
 */
export async function chooseUser(authorizeUrl: string, user: string): Promise<Chosen> {
  const { origin } = new URL(authorizeUrl)
  const answer = await fetch(authorizeUrl, { method: 'POST', headers: { origin }, body: new URLSearchParams({ user }) })
  const page = await answer.text()
  const [, action] = /<form method="post" action="([^"]+)">/.exec(page) ?? []
  const inputs = page.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)">/g)
  return {
    status: answer.status,
    page,
    action: action === undefined ? undefined : unescaped(action),
    fields: Object.fromEntries([...inputs].map(([, name = '', value = '']) => [name, unescaped(value)])),
  }
}

function unescaped(html: string): string {
  return html.replace(/&#(\d+);/g, (_, code) => String.fromCharCode(Number(code)))
}
