/** How a program is told to reach Azure's host names through the proxy, and what is on this machine without it. */
export function throughProxy(proxyUrl: string): { readonly HTTPS_PROXY: string; readonly NO_PROXY: string } {
  return { HTTPS_PROXY: proxyUrl, NO_PROXY: '127.0.0.1,localhost' }
}
