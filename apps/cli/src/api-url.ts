import { exitCodes, Failure } from './failure'

/**
 * Reads the address of the API: http or https, a path prefix is kept, a closing slash is dropped.
 * @throws Failure when it is no such address, or when a token sent to it could be read on the way.
 */
export function parseApiUrl(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (!url || !['http:', 'https:'].includes(url.protocol) || url.username || url.password || url.search || url.hash) {
    throw new Failure(
      `"${text.replace(/\/\/.*@/, '//…@')}" is not the address of an API: --api (or SLIPWAY_API) is like https://slipway.example.com`,
      exitCodes.refused,
    )
  }
  if (url.protocol === 'http:' && !isLoopback(url)) {
    throw new Failure(
      `${url.origin} is not encrypted, and an access token is sent only over https or to this machine: use https://${url.host}`,
      exitCodes.refused,
    )
  }
  url.pathname = url.pathname.replace(/\/+$/, '')
  return url
}

/** True for an address of this machine itself. */
export function isLoopback(url: URL): boolean {
  return url.hostname === 'localhost' || url.hostname === '[::1]' || /^127(\.\d{1,3}){3}$/.test(url.hostname)
}

/** The address as people write it, without a closing slash. */
export function printUrl(url: URL): string {
  return url.href.replace(/\/+$/, '')
}
