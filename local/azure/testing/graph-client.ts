import { type Answer, type AzureUnderTest, type ClientName, clientIdOf, tenantId } from './azure-under-test'

const host = 'graph.microsoft.com'

/** Microsoft Graph as a deployment calls it, with a token for it. */
export interface GraphClient {
  call(method: string, path: string, body?: unknown): Promise<Answer>
  /** The answer's body. @throws where the answer is not 2xx */
  // biome-ignore lint/suspicious/noExplicitAny: a test looks into any answer
  good(method: string, path: string, body?: unknown): Promise<any>
}

export async function openGraphClient(azure: AzureUnderTest, as: ClientName = 'deployer'): Promise<GraphClient> {
  const authorization = `Bearer ${await tokenFor(azure, `https://${host}`, as)}`
  const call: GraphClient['call'] = (method, path, body) =>
    azure.call(method, path, { host, as: null, headers: { authorization }, body })
  return {
    call,
    async good(method, path, body) {
      const answer = await call(method, path, body)
      if (answer.status >= 300) throw new Error(`${method} ${path}: ${answer.status} ${JSON.stringify(answer.body)}`)
      return answer.body
    },
  }
}

/** A token of Entra's for a resource, from the endpoint that Databricks' provider asks. */
export async function tokenFor({ entra }: AzureUnderTest, resource: string, as: ClientName): Promise<string> {
  const answer = await fetch(`${entra.url}/${tenantId}/oauth2/token`, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: clientIdOf(as),
      client_secret: `secret-of-${as}`,
      resource,
    }),
  })
  return ((await answer.json()) as { access_token: string }).access_token
}
