import { type AccountUnderTest, accountPath, identity, startAccount } from './testing/account'

const echo = 'import sys, json; print(json.dumps(sys.argv[1:]))'
const web = '2015-10-31'

let account: AccountUnderTest

beforeAll(async () => {
  jest.spyOn(console, 'log').mockImplementation(() => {})
  account = await startAccount({ extraEnvironment: { SEEN_BY_JOBS: 'yes' } })
})
afterAll(() => account?.close())

function post(url: string, body: string, headers: Record<string, string> = {}) {
  return fetch(url, { method: 'POST', body, headers })
}

async function runPython(text: string, parameters: object = {}) {
  await account.publish('script', text)
  const { body } = await account.call('PUT', `/jobs/${Math.random()}`, {
    properties: { runbook: { name: 'script' }, parameters },
  })
  return account.ended(body.properties.jobId)
}

describe('the account', () => {
  test('answers its identity as Azure does, and is found in any case', async () => {
    const { body } = await account.call('GET', accountPath.toUpperCase().replace('/SUBSCRIPTIONS', '/subscriptions'))
    expect(body).toMatchObject({
      id: accountPath,
      name: 'aa-test',
      location: 'westeurope',
      properties: { sku: { name: 'Basic' }, state: 'Ok' },
      identity: {
        type: 'UserAssigned',
        userAssignedIdentities: {
          [identity.resourceId]: { clientId: identity.clientId, principalId: identity.principalId },
        },
      },
    })
  })

  test('registers agents under the version that providers ask with', async () => {
    const { body } = await account.call('GET', '/agentRegistrationInformation', undefined, '2019-06-01')
    expect(body).toEqual({ endpoint: expect.any(String), keys: { primary: '', secondary: '' } })
  })

  test.each<[string, number, string, string, unknown, string?]>([
    ['another account', 404, 'GET', accountPath.replace('aa-test', 'aa-other'), undefined],
    ['something in an account that is not there', 404, 'PUT', `${accountPath}2/variables/x`, { properties: {} }],
    ['no version', 400, 'GET', '', undefined, ''],
    ['an unknown version', 400, 'GET', '', undefined, '1999-01-01'],
    ['an unknown route', 501, 'GET', '/powerShell72Modules', undefined],
    ['an unknown identity', 400, 'PUT', '', { location: 'x', identity: { userAssignedIdentities: { '/nobody': {} } } }],
    ['no location', 400, 'PUT', `${accountPath}3`, {}],
    ['a list', 400, 'PUT', '', []],
  ])('refuses %s', async (_, status, method, path, body, version = '2024-10-23') => {
    const answer = await account.call(method, path, body, version)
    expect(answer.status).toBe(status)
    expect(answer.body.error).toEqual({ code: expect.any(String), message: expect.any(String) })
  })

  test('says of every change that it is finished, so that no client waits', async () => {
    const { headers } = await account.call('PUT', '/variables/WAIT', { properties: { value: '"x"' } })
    expect(headers.get('retry-after')).toBe('0')
    const status = await fetch(headers.get('azure-asyncoperation') ?? '')
    expect(await status.json()).toEqual({ status: 'Succeeded' })
  })

  test('is not for web pages', async () => {
    const response = await fetch(`${account.automation.url}${accountPath}/webHooks/generateUri?api-version=${web}`, {
      method: 'POST',
      headers: { origin: 'https://evil.example' },
    })
    expect(response.status).toBe(403)
  })
})

describe('runbooks', () => {
  const path = '/runbooks/drafted'

  test('run what was published, not what was drafted', async () => {
    await account.call('PUT', path, { location: 'westeurope', properties: { runbookType: 'Python3' } })
    expect((await account.call('GET', `${path}/content`)).status).toBe(404)
    expect((await account.call('POST', `${path}/publish`)).status).toBe(400)
    expect((await account.call('PUT', `${path}/draft/content`, 'print(1)')).status).toBe(202)
    expect((await account.call('POST', `${path}/publish`)).status).toBe(202)
    expect((await account.call('GET', path)).body.properties.state).toBe('Published')
    await account.call('PUT', `${path}/draft/content`, 'print(2)')
    expect((await account.call('GET', path)).body.properties.state).toBe('Edit')
    const content = await account.call('GET', `${path}/content`)
    expect(content.body).toBe('print(1)')
    expect(content.headers.get('content-type')).toContain('text/powershell')
    const { body } = await account.call('PUT', '/jobs/drafted-job', { properties: { runbook: { name: 'drafted' } } })
    expect(await account.ended(body.properties.jobId)).toMatchObject({ status: 'Completed', output: '1\n' })
  })

  test('of another language are refused', async () => {
    const answer = await account.call('PUT', '/runbooks/x', { properties: { runbookType: 'PowerShell' } })
    expect(answer).toMatchObject({ status: 400, body: { error: { message: expect.stringContaining('Python3') } } })
  })

  test('can be deleted, and are then gone with their text', async () => {
    await account.publish('gone', 'print(1)')
    expect((await account.call('DELETE', '/runbooks/gone')).status).toBe(200)
    expect((await account.call('GET', '/runbooks/gone')).status).toBe(404)
    expect((await account.call('DELETE', '/runbooks/gone')).status).toBe(404)
    await account.call('PUT', '/runbooks/gone', { properties: { runbookType: 'Python3' } })
    expect((await account.call('GET', '/runbooks/gone/content')).status).toBe(404)
  })
})

describe('jobs', () => {
  test('hand parameters over by position', async () => {
    const job = await runPython(echo, { b: 'one', a: 'two three' })
    expect(JSON.parse(job.output)).toEqual(['one', 'two three'])
  })

  test('see their identity and nothing of this process', async () => {
    const { output } = await runPython('import os, json; print(json.dumps(dict(os.environ)))')
    const environment = JSON.parse(output)
    expect(environment).toMatchObject({ IDENTITY_HEADER: identity.header, SEEN_BY_JOBS: 'yes' })
    expect(environment.HOME).toBeUndefined()
    expect(environment.NODE_OPTIONS).toBeUndefined()
  })

  test('that raise have failed and say why', async () => {
    expect(await runPython('raise RuntimeError("the reason")')).toMatchObject({
      status: 'Failed',
      exception: expect.stringContaining('RuntimeError: the reason'),
    })
  })

  test('keep what they printed as streams', async () => {
    await runPython('import sys; print("out"); print("err", file=sys.stderr)')
    const { body } = await account.call('GET', '/jobs')
    const streams = await account.call('GET', `/jobs/${body.value[0].name}/streams`)
    expect(streams.body.value.map(({ properties }: { properties: object }) => properties)).toEqual([
      expect.objectContaining({ streamType: 'Output', summary: 'out\n' }),
      expect.objectContaining({ streamType: 'Error', summary: 'err\n' }),
    ])
  })

  test('can be stopped', async () => {
    await account.publish('endless', 'import time\nwhile True: time.sleep(1)')
    const { body } = await account.call('PUT', '/jobs/endless', { properties: { runbook: { name: 'endless' } } })
    await account.call('POST', '/jobs/endless/stop')
    expect((await account.ended(body.properties.jobId)).status).toBe('Stopped')
    expect((await account.call('POST', '/jobs/endless/stop')).status).toBe(400)
  })

  test('of a runbook that is not there are refused', async () => {
    expect((await account.call('PUT', '/jobs/x', { properties: { runbook: { name: 'nothing' } } })).status).toBe(404)
  })

  test('are evicted when they take too long', async () => {
    const impatient = await startAccount({ jobTimeoutSeconds: 0.2 })
    await impatient.publish('endless', 'import time\nwhile True: time.sleep(1)')
    await impatient.call('PUT', '/jobs/x', { properties: { runbook: { name: 'endless' } } })
    const [job] = await impatient.allEnded(1)
    expect(job).toMatchObject({ status: 'Stopped', exception: expect.stringContaining('evicted') })
    await impatient.close()
  })

  test('that were running at a restart are started again, three times at most', async () => {
    const restarted = await startAccount()
    await restarted.publish('endless', 'import time\nwhile True: time.sleep(1)')
    await restarted.call('PUT', '/jobs/x', { properties: { runbook: { name: 'endless' } } })
    await restarted.restart()
    await restarted.restart()
    expect((await restarted.call('GET', '/jobs/x')).body.properties.status).toBe('Running')
    await restarted.restart()
    const [job] = await restarted.allEnded(1)
    expect(job).toMatchObject({ status: 'Failed', exception: 'The job was tried 3 times but it failed.' })
    await restarted.close()
  })

  test('whose runbook was deleted before a restart fail', async () => {
    const restarted = await startAccount()
    await restarted.publish('endless', 'import time\nwhile True: time.sleep(1)')
    await restarted.call('PUT', '/jobs/x', { properties: { runbook: { name: 'endless' } } })
    await restarted.call('DELETE', '/runbooks/endless')
    await restarted.restart()
    const [job] = await restarted.allEnded(1)
    expect(job).toMatchObject({ status: 'Failed', exception: expect.stringContaining('endless was deleted') })
    await restarted.close()
  })
})

describe('variables', () => {
  const read = (name: string) => `import automationassets; print(automationassets.get_automation_variable("${name}"))`

  test('are read by runbooks; an encrypted one by nobody else', async () => {
    await account.setVariable('PLAIN', 'a "quoted" text')
    await account.setVariable('SECRET', 'hidden-value', true)
    expect((await account.call('GET', '/variables/PLAIN')).body.properties.value).toBe('"a \\"quoted\\" text"')
    const answers = [
      await account.call('GET', '/variables/SECRET'),
      await account.call('GET', '/variables'),
      await account.call('PUT', '/variables/SECRET', { properties: { value: '"hidden-value"', isEncrypted: true } }),
    ]
    for (const { body } of answers) expect(JSON.stringify(body)).not.toContain('hidden-value')
    expect((await runPython(read('PLAIN'))).output).toBe('a "quoted" text\n')
    expect((await runPython(read('secret'))).output).toBe('hidden-value\n')
  })

  test('that do not exist are told to the runbook', async () => {
    const { status, exception } = await runPython(read('NOTHING'))
    expect(status).toBe('Failed')
    expect(exception).toContain('AutomationAssetNotFound: there is no variable NOTHING')
  })

  test('are closed to everybody without the job’s own token', async () => {
    const { body } = await account.call('GET', '/jobs')
    const id = body.value[0].properties.jobId
    expect((await account.call('GET', `/__sandbox/jobs/${id}/variables/SECRET`)).status).toBe(401)
  })

  test.each([{ value: 'no JSON' }, { value: 5 }, {}])('with %j are refused', async (properties) => {
    expect((await account.call('PUT', '/variables/WRONG', { properties })).status).toBe(400)
  })
})

describe('webhooks', () => {
  test('hand the data over in Azure’s own notation', async () => {
    await account.publish('hook', echo)
    const url = await account.webhook('databricks-run-failed', 'hook')
    const body = '{"event_type":"jobs.on_failure","run":{"run_id":"1"}}'
    const response = await post(url, body, {
      'user-agent': 'Apache-HttpClient/4.5.13',
      'content-type': 'application/json',
    })
    expect(response.status).toBe(202)
    const { JobIds } = (await response.json()) as { JobIds: string[] }
    const [data, ...more] = JSON.parse((await account.ended(JobIds[0] ?? '')).output)
    expect(more).toEqual([])
    expect(data).toMatch(
      /^\{WebhookName:databricks-run-failed,RequestBody:\{"event_type":"jobs.on_failure","run":\{"run_id":"1"\}\},RequestHeader:\{.*User-Agent:Apache-HttpClient\/4\.5\.13.*x-ms-request-id:[0-9a-f-]{36}\}\}$/,
    )
    expect(data).toContain('Host:127.0.0.1')
    expect(data).not.toContain('Content-')
  })

  test('show their URL once', async () => {
    const url = await account.webhook('shown-once', 'hook')
    for (const path of ['/webHooks', '/webhooks/shown-once']) {
      const text = JSON.stringify((await account.call('GET', path, undefined, web)).body)
      expect(text).toContain('shown-once')
      expect(text).not.toContain('token')
      expect(text).not.toContain(encodeURIComponent(new URL(url).searchParams.get('token') ?? ''))
    }
  })

  test('stay after a change that does not name the URL', async () => {
    const url = await account.webhook('changed', 'hook')
    await account.call('PUT', '/webHooks/changed', { properties: { isEnabled: false } }, web)
    expect((await post(url, '{}')).status).toBe(400)
    await account.call('PUT', '/webHooks/changed', { properties: { isEnabled: true } }, web)
    expect((await post(url, '{}')).status).toBe(202)
    await account.restart()
    expect((await post(url, '{}')).status).toBe(202)
  })

  test('that are expired, disabled, deleted or guessed start nothing', async () => {
    const before = (await account.call('GET', '/jobs')).body.value.length
    const expiryTime = new Date(Date.now() + 60_000).toISOString()
    const expired = await account.webhook('expired', 'hook', { expiryTime })
    const disabled = await account.webhook('disabled', 'hook', { isEnabled: false })
    const deleted = await account.webhook('deleted', 'hook')
    await account.call('DELETE', '/webHooks/deleted', undefined, web)
    await account.call('PUT', '/__emulator/clock', { now: new Date(Date.now() + 120_000).toISOString() })
    const none = `${account.automation.url}/webhooks`
    for (const url of [expired, disabled, deleted, `${none}?token=guess`, none, `${none}?token=a&token=b`]) {
      expect((await post(url, '{}')).status).toBe(400)
    }
    await account.call('PUT', '/__emulator/clock', { now: new Date().toISOString() })
    expect((await account.call('GET', '/jobs')).body.value).toHaveLength(before)
  })

  test('of a runbook that was deleted answer 404', async () => {
    await account.publish('short-lived', echo)
    const url = await account.webhook('orphan', 'short-lived')
    await account.call('DELETE', '/runbooks/short-lived')
    expect((await post(url, '{}')).status).toBe(404)
  })

  test.each<[string, object]>([
    ['in the past', { expiryTime: '2020-01-01T00:00:00Z' }],
    ['too far ahead', { expiryTime: '2050-01-01T00:00:00Z' }],
    ['with a URL of their own', { uri: 'https://evil.example/webhooks?token=mine' }],
    ['with no URL', { uri: undefined }],
  ])('%s are refused', async (_, more) => {
    await expect(account.webhook('refused', 'hook', more)).rejects.toThrow('400')
  })

  test('cannot share a URL', async () => {
    const uri = await account.webhook('first', 'hook')
    await expect(account.webhook('second', 'hook', { uri })).rejects.toThrow('another webhook has this address')
  })
})

describe('schedules', () => {
  const at = (text: string) => account.call('PUT', '/__emulator/clock', { now: text })
  const daily = { startTime: '2030-03-01T05:00:00+00:00', frequency: 'Day', interval: 1, timeZone: 'Europe/Berlin' }
  const jobs = async () => {
    const { body } = await account.call('GET', '/jobs')
    return body.value.filter((job: { properties: { runbook: object } }) => JSON.stringify(job).includes('scheduled'))
  }

  test('start the linked runbook when they are due, with their parameters', async () => {
    await account.publish('scheduled', echo)
    await at('2030-02-28T00:00:00Z')
    await account.call('PUT', '/schedules/nightly', { properties: daily })
    const link = {
      properties: {
        schedule: { name: 'nightly' },
        runbook: { name: 'scheduled' },
        parameters: { schedule: 'nightly' },
      },
    }
    expect((await account.call('PUT', '/jobSchedules/77777777-7777-4777-8777-777777777777', link)).status).toBe(201)
    const filter = "?$filter=properties/schedule/name eq 'nightly' and properties/runbook/name eq 'scheduled'"
    const { body } = await account.call('GET', `/jobSchedules${filter}`)
    expect(body.value[0].properties).toMatchObject({
      jobScheduleId: '77777777-7777-4777-8777-777777777777',
      parameters: { schedule: 'nightly' },
    })
    expect((await account.call('GET', '/schedules/nightly')).body.properties.nextRun).toBe('2030-03-01T05:00:00.000Z')
    expect(await jobs()).toHaveLength(0)

    await at('2030-03-01T05:00:01Z')
    const [job] = await jobs()
    expect(JSON.parse((await account.ended(job.properties.jobId)).output)).toEqual(['nightly'])
    await at('2030-03-01T06:00:00Z')
    expect(await jobs()).toHaveLength(1)
  })

  test('start once after a pause in which several were due, and keep that over a restart', async () => {
    await at('2030-03-05T12:00:00Z')
    expect(await jobs()).toHaveLength(2)
    await account.restart()
    expect(await jobs()).toHaveLength(2)
    expect((await account.call('GET', '/schedules/nightly')).body.properties.nextRun).toBe('2030-03-06T05:00:00.000Z')
  })

  test('that are disabled or deleted start nothing', async () => {
    await account.call('PUT', '/schedules/nightly', { properties: { ...daily, isEnabled: false } })
    await at('2030-03-10T12:00:00Z')
    expect(await jobs()).toHaveLength(2)
    await account.call('DELETE', '/schedules/nightly')
    await at('2030-03-20T12:00:00Z')
    expect(await jobs()).toHaveLength(2)
  })

  test.each<[string, object, string]>([
    ['in the past', { startTime: '2030-03-20T12:04:00Z' }, 'at least 5 minutes'],
    ['at no time', { startTime: 'soon' }, 'startTime must be a time'],
    ['of an unknown kind', { frequency: 'Year' }, 'frequency must be one of'],
    ['of no interval', { interval: 0 }, 'interval must be'],
    ['in an unknown zone', { timeZone: 'Mars/Olympus' }, 'Mars/Olympus'],
  ])('%s are refused', async (_, change, words) => {
    const answer = await account.call('PUT', '/schedules/wrong', {
      properties: { ...daily, startTime: '2031-01-01T00:00:00Z', ...change },
    })
    expect(answer).toMatchObject({ status: 400, body: { error: { message: expect.stringContaining(words) } } })
  })
})
