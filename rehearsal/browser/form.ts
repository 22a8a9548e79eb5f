export interface Form {
  /** Where it is sent; undefined: to the page's own address. */
  readonly action: string | undefined
  /** What it sends whichever button is pressed. */
  readonly fields: readonly (readonly [name: string, value: string])[]
  readonly buttons: readonly { readonly name: string; readonly value: string }[]
}

/** The form of a page that is sent by POST; undefined where it has none. */
export function formOf(html: string): Form | undefined {
  const [, head, inside = ''] = /<form method="post"([^>]*)>(.*?)<\/form>/s.exec(html) ?? []
  if (head === undefined) return undefined
  const inputs = inside.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)">/g)
  const buttons = inside.matchAll(/<button name="([^"]*)" value="([^"]*)">/g)
  const action = / action="([^"]*)"/.exec(head)?.[1]
  return {
    action: action === undefined ? undefined : plain(action),
    fields: [...inputs].map(([, name = '', value = '']) => [plain(name), plain(value)]),
    buttons: [...buttons].map(([, name = '', value = '']) => ({ name: plain(name), value: plain(value) })),
  }
}

/** Whether a script sends the form as soon as the page is there (OAuth 2.0 Form Post Response Mode). */
export function sendsItself(html: string): boolean {
  return html.includes('<script>document.forms[0].submit()</script>')
}

/** Text as a person reads it. */
export function plain(html: string): string {
  return html.replace(/&#(\d+);/g, (_, code) => String.fromCharCode(Number(code)))
}
