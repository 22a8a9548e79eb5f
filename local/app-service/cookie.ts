/** The value of a cookie in a `Cookie` header (RFC 6265, 4.2.1). */
export function cookieIn(header: string | undefined, name: string): string | undefined {
  const start = `${name}=`
  const pair = (header ?? '').split(';').find((one) => one.trim().startsWith(start))
  return pair?.trim().slice(start.length)
}

export interface CookieOptions {
  /** Where the browser sends it to. */
  readonly path: string
  /** Whether the site is reached by https, so that the cookie never leaves it in the clear. */
  readonly secure: boolean
  /** None: another site's form may bring it along, which browsers allow by https alone. */
  readonly sameSite: 'Lax' | 'None'
}

/** A `Set-Cookie` header; an empty value deletes the cookie. No script can read it, and it ends with the browser. */
export function setCookie(name: string, value: string, { path, secure, sameSite }: CookieOptions): string {
  const parts = [`${name}=${value}`, `Path=${path}`, 'HttpOnly', `SameSite=${sameSite}`]
  return [...parts, ...(secure ? ['Secure'] : []), ...(value === '' ? ['Max-Age=0'] : [])].join('; ')
}
