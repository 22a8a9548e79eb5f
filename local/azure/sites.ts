import { createServer, type Server } from 'node:http'
import { webApp } from './arm/resource-types/web-app'
import { forward } from './forward'
import type { Parts } from './parts'

export interface Sites {
  /** Says where the front end of a site answers; undefined: it is stopped. */
  set(name: string, url: string | undefined): void
  readonly server: Server
}

/** The front door of App Service: passes a site's callers on to it, once it runs. */
export function createSites({ resources }: Parts): Sites {
  const urls = new Map<string, string>()
  const server = createServer((request, response) => {
    const [name = ''] = (request.headers.host ?? '').toLowerCase().split('.')
    const refuse = (status: number, text: string) => {
      response.writeHead(status, { 'content-type': 'text/plain', connection: 'close' })
      response.end(`${text}\n`)
    }
    if (!resources.ofType(webApp.type).some((site) => site.name.toLowerCase() === name))
      return refuse(404, 'Web Site not found.')
    const url = urls.get(name)
    if (url === undefined) return refuse(503, 'The site is starting.')
    forward(request, response, url)
  })
  return {
    set(name, url) {
      if (url === undefined) urls.delete(name.toLowerCase())
      else urls.set(name.toLowerCase(), url)
    },
    server,
  }
}
