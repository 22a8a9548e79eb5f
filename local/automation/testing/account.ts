import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Automation, type AutomationOptions, startAutomation } from '../automation'

const root = join(__dirname, '..', '..', '..')
export const accountPath =
  '/subscriptions/11111111-1111-4111-8111-111111111111/resourceGroups/rg-test/providers/Microsoft.Automation/automationAccounts/aa-test'
export const identity = {
  resourceId:
    '/subscriptions/11111111-1111-4111-8111-111111111111/resourceGroups/rg-test/providers/Microsoft.ManagedIdentity/userAssignedIdentities/id-runbook',
  clientId: '55555555-5555-4555-8555-555555555555',
  principalId: '66666666-6666-4666-8666-666666666666',
  header: 'secret-of-the-sandbox',
}

interface Answer {
  readonly status: number
  readonly headers: Headers
  // biome-ignore lint/suspicious/noExplicitAny: a test looks into any answer
  readonly body: any
}

export interface JobView {
  readonly status: string
  readonly exception: string | null
  readonly output: string
}

/** An account in an emulator of its own, as the provider would make it. */
export interface AccountUnderTest {
  readonly automation: Automation
  /** Path under the account, or a whole one. A text is sent as it is, anything else as JSON. */
  call(method: string, path: string, body?: unknown, version?: string): Promise<Answer>
  publish(name: string, text: string): Promise<void>
  setVariable(name: string, value: string, isEncrypted?: boolean): Promise<void>
  /** @returns the webhook's URL */
  webhook(name: string, runbook: string, more?: object): Promise<string>
  /** Waits until a job has ended. */
  ended(jobId: string): Promise<JobView>
  /** Waits until there are so many ended jobs; the newest first. */
  allEnded(count: number): Promise<JobView[]>
  restart(): Promise<void>
  close(): Promise<void>
}

export async function startAccount(options: Partial<AutomationOptions> = {}): Promise<AccountUnderTest> {
  const dataDir = mkdtempSync(join(tmpdir(), 'slipway-automation-'))
  const python = join(root, '.venv', 'dev', 'bin', 'python')
  const start = (port = 0) => startAutomation({ dataDir, port, python, ...options })
  let automation = await start()

  const call: AccountUnderTest['call'] = async (method, path, body, version = '2024-10-23') => {
    const url = new URL(
      path.startsWith('/subscriptions/') || path.startsWith('/__') ? path : accountPath + path,
      automation.url,
    )
    url.searchParams.set('api-version', version)
    const text = typeof body === 'string'
    const response = await fetch(url, {
      method,
      headers: { 'content-type': text ? 'text/powershell' : 'application/json' },
      ...(body !== undefined && { body: text ? body : JSON.stringify(body) }),
    })
    const content = await response.text()
    const json = response.headers.get('content-type')?.startsWith('application/json')
    return { status: response.status, headers: response.headers, body: json ? JSON.parse(content) : content }
  }
  const good = async (...args: Parameters<typeof call>) => {
    const answer = await call(...args)
    if (answer.status >= 300) throw new Error(`${args[0]} ${args[1]}: ${answer.status} ${JSON.stringify(answer.body)}`)
    return answer
  }
  const jobs = async (): Promise<(JobView & { jobId: string; name: string })[]> => {
    const { body } = await good('GET', '/jobs')
    return body.value.map((job: { name: string; properties: object }) => ({ name: job.name, ...job.properties }))
  }
  const ofEnded = async (wanted: (job: { jobId: string }) => boolean, count: number): Promise<JobView[]> => {
    const deadline = Date.now() + 25_000
    for (;;) {
      const ended = (await jobs()).filter((job) => wanted(job) && /Completed|Failed|Stopped/.test(job.status))
      if (ended.length >= count) {
        return Promise.all(
          ended.map(async (job) => ({ ...job, output: (await good('GET', `/jobs/${job.name}/output`)).body })),
        )
      }
      if (Date.now() > deadline) throw new Error(`the jobs did not end: ${JSON.stringify(await jobs())}`)
      await new Promise((next) => setTimeout(next, 20))
    }
  }

  const unassigned = { endpoint: 'http://127.0.0.1:9/msi/token', ...identity }
  await good('PUT', '/__emulator/identities', unassigned)
  await good('PUT', '', {
    location: 'westeurope',
    properties: { sku: { name: 'Basic' } },
    identity: { type: 'UserAssigned', userAssignedIdentities: { [identity.resourceId]: {} } },
  })
  return {
    get automation() {
      return automation
    },
    call,
    async publish(name, text) {
      await good('PUT', `/runbooks/${name}`, { location: 'westeurope', properties: { runbookType: 'Python3' } })
      await good('PUT', `/runbooks/${name}/draft/content`, text)
      await good('POST', `/runbooks/${name}/publish`)
    },
    async setVariable(name, value, isEncrypted = false) {
      await good('PUT', `/variables/${name}`, { properties: { value: JSON.stringify(value), isEncrypted } })
    },
    async webhook(name, runbook, more = {}) {
      const uri: string = (await good('POST', '/webHooks/generateUri', undefined, '2015-10-31')).body
      const expiryTime = new Date(Date.now() + 365 * 86_400_000).toISOString()
      const properties = { uri, isEnabled: true, expiryTime, runbook: { name: runbook }, ...more }
      await good('PUT', `/webHooks/${name}`, { name, properties }, '2015-10-31')
      return uri
    },
    async ended(jobId) {
      const [job] = await ofEnded((one) => one.jobId === jobId, 1)
      if (!job) throw new Error(`no job ${jobId}`)
      return job
    },
    allEnded: (count) => ofEnded(() => true, count),
    async restart() {
      const port = Number(new URL(automation.url).port)
      await automation.close()
      automation = await start(port)
    },
    async close() {
      await automation.close()
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}
