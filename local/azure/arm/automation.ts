import type { FastifyReply, FastifyRequest } from 'fastify'
import { ArmError, type Json, type Resource } from '../../arm/resources'
import type { ArmParts } from './arm-parts'
import type { ParsedPath } from './paths'

const accounts = 'microsoft.automation/automationaccounts'
/** What the emulator hands back in its own name. */
const passedHeaders = ['content-type', 'azure-asyncoperation', 'location', 'retry-after']

/** Automation accounts and all in them have an emulator of their own. */
export function isAutomation({ type }: ParsedPath): boolean {
  return type !== undefined && `${type.toLowerCase()}/`.startsWith(`${accounts}/`)
}

/** Passes a request on, and mirrors accounts, so that the group's list and whatever is put on them knows of them. */
export async function forwardAutomation(
  request: FastifyRequest,
  reply: FastifyReply,
  parts: ArmParts,
): Promise<unknown> {
  const { upstream, resources, namespaces } = parts
  if (upstream.automation === undefined) throw new ArmError(501, 'NotImplemented', 'simulator: there is no Automation')
  const path = request.url.split('?')[0] ?? ''
  if (request.method === 'PUT') {
    namespaces.requireRegistered('Microsoft.Automation')
    const [, group = ''] = /^(\/subscriptions\/[^/]+\/resourceGroups\/[^/]+)\//i.exec(path) ?? []
    if (!resources.find(group))
      throw new ArmError(404, 'ResourceGroupNotFound', `Resource group '${group}' could not be found.`)
  }
  const body = request.body === undefined || request.body === null ? undefined : request.body
  // Two slashes at the beginning would name another host.
  const answer = await fetch(new URL(request.url.replace(/^\/+/, '/'), upstream.automation), {
    method: request.method,
    headers: { 'content-type': request.headers['content-type'] ?? 'application/json' },
    ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  })
  const text = await answer.text()
  const account = /\/automationAccounts\/[^/]+$/i.test(path)
  if (account && answer.ok && request.method === 'PUT') resources.put(path, JSON.parse(text) as Resource)
  if (account && answer.ok && request.method === 'DELETE') resources.delete(path)
  for (const name of passedHeaders) {
    const value = answer.headers.get(name)
    if (value !== null) reply.header(name, value)
  }
  const parsed =
    answer.headers.get('content-type')?.includes('json') && text !== '' ? (JSON.parse(text) as Json) : undefined
  parts.transcript.note(request.raw, 'answer', parsed)
  return reply.code(answer.status).send(text === '' ? undefined : text)
}

/** Deletes what the emulator keeps of an account that goes with its group. */
export async function deleteAutomationAccount(id: string, automation: string | undefined): Promise<void> {
  if (automation !== undefined) await fetch(new URL(`${id}?api-version=2024-10-23`, automation), { method: 'DELETE' })
}
