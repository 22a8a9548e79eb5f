import type { FastifyInstance } from 'fastify'
import { DatabricksError, type Workspace } from './workspace'

/** So many requests in so many seconds. */
interface Limit {
  readonly requests: number
  readonly seconds: number
}

/** Requests per second and workspace (learn.microsoft.com, Azure Databricks "Resource limits", 2026-07-28). */
const jobCalls: Readonly<Record<string, number>> = {
  create: 20,
  delete: 20,
  get: 20,
  list: 20,
  reset: 20,
  update: 10,
  'run-now': 20,
  'runs/submit': 35,
  'runs/get': 100,
  'runs/list': 30,
  'runs/get-output': 20,
  'runs/cancel': 10,
  'runs/cancel-all': 5,
  'runs/delete': 20,
  'runs/repair': 5,
}

/** Answers 429 with whole seconds in `Retry-After` where a call comes more often than Databricks allows. */
export function registerRateLimits(app: FastifyInstance, workspace: Workspace): void {
  const buckets = new Map<string, { tokens: number; at: number }>()

  /** @returns the milliseconds until the call may be made; 0 where it may be made now, which it then counts as. */
  function take(name: string, { requests, seconds }: Limit): number {
    const now = workspace.now()
    const perMs = requests / (seconds * 1000)
    const bucket = buckets.get(name) ?? { tokens: requests, at: now }
    // A clock that is set back must not lock the workspace.
    const tokens = Math.min(requests, bucket.tokens + Math.max(0, now - bucket.at) * perMs)
    const granted = tokens >= 1
    buckets.set(name, { tokens: granted ? tokens - 1 : tokens, at: now })
    return granted ? 0 : (1 - tokens) / perMs
  }

  app.addHook('onRequest', async (request) => {
    const waitMs = limitsOf(request.url).map(([name, limit]) => take(name, limit))
    const longest = Math.max(0, ...waitMs)
    if (longest === 0) return
    throw new DatabricksError(
      429,
      'REQUEST_LIMIT_EXCEEDED',
      'Your request was rejected since your organization has exceeded the rate limit. Please retry your request later.',
      Math.max(1, Math.ceil(longest / 1000)),
    )
  })
}

function limitsOf(url: string): [string, Limit][] {
  const [path = ''] = url.split('?')
  const call = /^\/api\/2\.\d\/jobs\/([a-z/-]+)$/.exec(path)?.[1] ?? ''
  if (Object.hasOwn(jobCalls, call)) {
    const perSecond: [string, Limit] = [call, { requests: jobCalls[call] ?? 0, seconds: 1 }]
    if (call !== 'create' && call !== 'runs/submit') return [perSecond]
    return [perSecond, ['jobs created', { requests: 10_000, seconds: 3600 }]]
  }
  if (path.startsWith('/api/2.0/secrets/')) return [['secrets', { requests: 1100, seconds: 60 }]]
  if (path === '/api/2.0/workspace/import') return [['import', { requests: 30, seconds: 1 }]]
  return []
}
