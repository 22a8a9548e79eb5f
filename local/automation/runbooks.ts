import type { FastifyInstance } from 'fastify'
import { ArmError, bodyOf, finished, invalid, objectIn, pathOf, type Resource, type Resources } from '../arm/resources'
import type { JsonStore } from '../json-store'

const types = ['Python3', 'Python']

interface Content {
  readonly draft?: string
  readonly published?: string
}

export interface Runbooks {
  /** The text that jobs run. @throws ArmError 404 where there is no such runbook, 400 where it was never published */
  published(path: string): string
}

/** Runbooks with a draft that can be written and a published text that runs. */
export function registerRunbooks(
  app: FastifyInstance,
  base: string,
  store: JsonStore,
  resources: Resources,
  armUrl: () => string,
): Runbooks {
  const contents = store.collection<Content>('runbook-contents')
  const contentOf = (path: string) => contents.get(path.toLowerCase()) ?? {}
  const runbookPath = (path: string) => path.replace(/\/(draft|draft\/content|content|publish|draft\/publish)$/i, '')
  const change = (path: string, content: Content) => {
    contents.put(path.toLowerCase(), content)
    const runbook = resources.get(path)
    const state = content.published === undefined ? 'New' : content.draft === undefined ? 'Published' : 'Edit'
    resources.put(path, { ...runbook, properties: { ...runbook.properties, state } })
  }

  app.put(`${base}/runbooks/:name`, async (request, reply) => {
    const path = pathOf(request)
    const body = bodyOf(request)
    const properties = objectIn(body.properties, 'properties')
    if (!types.includes(String(properties.runbookType))) {
      throw invalid(`runbookType must be one of ${types.join(', ')} in this emulator, not ${properties.runbookType}`)
    }
    const before = resources.find(path)
    if (!before) contents.delete(path.toLowerCase())
    const resource: Resource = {
      id: before?.id ?? path,
      name: before?.name ?? path.split('/').at(-1) ?? '',
      type: 'Microsoft.Automation/AutomationAccounts/Runbooks',
      ...(body.location != null && { location: String(body.location) }),
      ...(body.tags != null && { tags: objectIn(body.tags, 'tags') }),
      properties: {
        state: 'New',
        parameters: {},
        ...before?.properties,
        ...properties,
        provisioningState: 'Succeeded',
      },
    }
    return finished(reply, armUrl()).send(resources.put(path, resource))
  })
  app.put(`${base}/runbooks/:name/draft/content`, async (request, reply) => {
    const path = runbookPath(pathOf(request))
    resources.get(path)
    if (typeof request.body !== 'string') throw invalid('the body must be the text of the runbook')
    change(path, { ...contentOf(path), draft: request.body })
    return finished(reply, armUrl()).code(202).send()
  })
  app.get(`${base}/runbooks/:name/draft`, async (request) => {
    const path = runbookPath(pathOf(request))
    return { inEdit: resources.get(path).properties.state === 'Edit' }
  })
  for (const [kind, suffix] of [
    ['draft', '/draft/content'],
    ['published', '/content'],
  ] as const) {
    app.get(`${base}/runbooks/:name${suffix}`, async (request, reply) => {
      const path = runbookPath(pathOf(request))
      resources.get(path)
      const text = contentOf(path)[kind]
      if (text === undefined) throw new ArmError(404, 'NotFound', `The runbook has no ${kind} content.`)
      // So in the cloud, whatever the language.
      return reply.header('content-type', 'text/powershell').send(text)
    })
  }
  for (const suffix of ['/publish', '/draft/publish']) {
    app.post(`${base}/runbooks/:name${suffix}`, async (request, reply) => {
      const path = runbookPath(pathOf(request))
      resources.get(path)
      const { draft } = contentOf(path)
      if (draft === undefined) throw invalid('The runbook has no draft to publish.')
      change(path, { published: draft })
      return finished(reply, armUrl()).code(202).send()
    })
  }

  return {
    published(path) {
      resources.get(path)
      const { published } = contentOf(path)
      if (published === undefined) throw invalid('The runbook was never published.')
      return published
    },
  }
}
