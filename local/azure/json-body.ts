import type { FastifyInstance } from 'fastify'

/** Reads every body as JSON, whatever its content type says, and an empty one as none, as Azure does. */
export function readJson(app: FastifyInstance, isText: (path: string) => boolean = () => false): void {
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('*', { parseAs: 'string' }, (request, body, done) => {
    const text = String(body)
    if (isText(request.url.split('?')[0] ?? '')) return done(null, text)
    try {
      done(null, text === '' ? undefined : JSON.parse(text))
    } catch {
      done(Object.assign(new Error('The request content is not valid JSON.'), { statusCode: 400 }))
    }
  })
}
