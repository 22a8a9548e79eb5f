import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { request as httpRequest } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { cardErrors } from './card-check'
import { startTeams, type Teams } from './teams'

/** The card that the runbook's own tests keep. */
const golden = JSON.parse(
  readFileSync(join(__dirname, '..', '..', 'apps', 'runbook', 'tests', 'golden', 'card.json'), 'utf8'),
)
const card = (more: object = {}) => ({ type: 'AdaptiveCard', version: '1.4', body: [], ...more })
const text = (more: object = {}) => ({ type: 'TextBlock', text: 'hello', ...more })
const message = (content: unknown) => ({
  type: 'message',
  attachments: [{ contentType: 'application/vnd.microsoft.card.adaptive', contentUrl: null, content }],
})

const folder = mkdtempSync(join(tmpdir(), 'slipway-teams-'))
let teams: Teams

beforeAll(async () => {
  teams = await startTeams({ dataDir: folder, port: 0 })
})
afterAll(async () => {
  await teams?.close()
  rmSync(folder, { recursive: true, force: true })
})
afterEach(async () => {
  await door('DELETE', 'faults')
  await door('DELETE', 'messages')
  await door('PUT', 'webhook', { enabled: true })
})

function post(body: unknown, url = teams.webhookUrl) {
  return fetch(url, { method: 'POST', body: typeof body === 'string' ? body : JSON.stringify(body) })
}

function door(method: string, path: string, body?: object) {
  return fetch(`${teams.url}/__emulator/${path}`, {
    method,
    ...(body && { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
  })
}

interface Message {
  readonly cards: readonly unknown[]
  readonly errors: readonly string[]
}

async function messages(): Promise<Message[]> {
  return ((await (await fetch(`${teams.url}/messages`)).json()) as { messages: Message[] }).messages
}

test('the card of a failed run reaches the channel as it was sent', async () => {
  const response = await post(golden)
  expect(response.status).toBe(202)
  expect(await response.text()).toBe('')
  expect(await messages()).toEqual([
    {
      id: expect.any(String),
      sequence: 1,
      receivedAt: expect.stringMatching(/Z$/),
      cards: [golden.attachments[0].content],
      errors: [],
    },
  ])
})

test.each<[string, unknown, string]>([
  ['no attachments', { type: 'message' }, "'attachments' is of type 'Null'"],
  ['an empty list of attachments', { type: 'message', attachments: [] }, "'attachments' is of type 'Null'"],
  ['another type', { ...message(card()), type: 'card' }, 'type must be "message"'],
  ['a list', [], 'type must be "message"'],
  ['nothing but a text', '"hello"', 'the body must be an object'],
  ['another content type', { type: 'message', attachments: [{ contentType: 'text/html' }] }, 'contentType must be'],
  ['an attachment that is none', { type: 'message', attachments: [null] }, '/attachments/0 must be an object'],
  ['no card', message(undefined), 'must be an object of type AdaptiveCard'],
  ['a broken card', message(card({ body: [{ type: 'Unheard' }] })), 'unknown type "Unheard"'],
  ['too many bytes', message(card({ body: [text({ text: 'x'.repeat(28 * 1024) })] })), 'Teams takes 28672'],
])('a message with %s is answered 202, and fails in the flow', async (_, body, error) => {
  expect((await post(body)).status).toBe(202)
  expect(await messages()).toEqual([expect.objectContaining({ cards: [], errors: [expect.stringContaining(error)] })])
})

test.each(['{"type":', '', 'type=message'])('a body that is no JSON is refused: %j', async (body) => {
  expect((await post(body)).status).toBe(400)
  expect(await messages()).toEqual([])
})

describe('the check of cards', () => {
  test.each<[string, object, string]>([
    ['no version', { version: undefined }, 'version must be'],
    ['a version that Teams has not', { version: '1.6' }, 'version must be'],
    ['an unknown member', { colour: 'red' }, '/colour is not known'],
    ['an unknown member of an element', { body: [text({ wrapped: true })] }, '/body/0/wrapped is not known'],
    ['a text that is a number', { body: [text({ text: 5 })] }, '/body/0/text must be a string'],
    ['a flag that is a text', { body: [text({ wrap: 'yes' })] }, '/body/0/wrap must be a boolean'],
    ['a number that is a text', { body: [text({ maxLines: '2' })] }, '/body/0/maxLines must be a number'],
    ['an unknown colour', { body: [text({ color: 'red' })] }, '/body/0/color must be one of Default, Dark'],
    ['a text block without text', { body: [{ type: 'TextBlock' }] }, '/body/0/text is missing'],
    ['a body that is none', { body: text() }, '/body must be a list'],
    ['an element that is none', { body: ['hello'] }, '/body/0 must be an object'],
    ['a newer element', { body: [{ type: 'Table' }] }, 'Unknown element type "Table"'],
    ['a newer member', { body: [text({ style: 'heading' })] }, '/body/0/style belongs to version 1.5, the card to 1.4'],
    ['an action without an address', { actions: [{ type: 'Action.OpenUrl', title: 't' }] }, '"url" must be set'],
    [
      'something broken deep inside',
      {
        body: [
          {
            type: 'ColumnSet',
            columns: [
              {
                type: 'Column',
                items: [
                  { type: 'Container', items: [{ type: 'RichTextBlock', inlines: [{ type: 'TextRun', bold: 1 }] }] },
                ],
              },
            ],
          },
        ],
      },
      '/body/0/columns/0/items/0/items/0/inlines/0/text is missing',
    ],
  ])('refuses %s', (_, more, error) => {
    expect(cardErrors(card(more)).join('\n')).toContain(error)
  })

  test.each<[string, object]>([
    ['an empty card', {}],
    ['what Teams reads itself', { msteams: { width: 'Full' } }],
    ['values in any case', { body: [text({ color: 'attention', size: 'LARGE' })] }],
    ['a newer member where the card says so', { version: '1.5', body: [text({ style: 'heading' })] }],
    [
      'a table where the card says so',
      {
        version: '1.5',
        body: [
          {
            type: 'Table',
            columns: [{ width: 1 }],
            rows: [{ type: 'TableRow', cells: [{ type: 'TableCell', items: [text()] }] }],
          },
        ],
      },
    ],
    ['a select action', { selectAction: { type: 'Action.OpenUrl', url: 'https://example.com' } }],
  ])('takes %s', (_, more) => {
    expect(cardErrors(card(more))).toEqual([])
  })

  test.each([null, 5, [], 'AdaptiveCard', { type: 'Adaptive' }])('refuses %j as a card', (content) => {
    expect(cardErrors(content)).toHaveLength(1)
  })
})

describe('who may post', () => {
  const changed = (change: (url: URL) => void) => {
    const url = new URL(teams.webhookUrl)
    change(url)
    return url.href
  }

  test.each<[string, number, (url: URL) => void]>([
    ['a wrong signature', 401, (url) => url.searchParams.set('sig', 'guess')],
    ['no signature', 401, (url) => url.searchParams.delete('sig')],
    [
      'another workflow',
      404,
      (url) => {
        url.pathname = '/workflows/0/triggers/manual/paths/invoke'
      },
    ],
  ])('%s is refused', async (_, status, change) => {
    expect((await post(golden, changed(change))).status).toBe(status)
    expect(await messages()).toEqual([])
  })

  test('a switched off webhook is not there', async () => {
    await door('PUT', 'webhook', { enabled: false })
    expect((await post(golden)).status).toBe(404)
  })

  test('a restart keeps the address and the channel', async () => {
    await post(golden)
    const { webhookUrl } = teams
    const port = Number(new URL(teams.url).port)
    await teams.close()
    teams = await startTeams({ dataDir: folder, port })
    expect(teams.webhookUrl).toBe(webhookUrl)
    expect(await messages()).toHaveLength(1)
  })
})

describe('faults', () => {
  test('are used up in their order', async () => {
    await door('POST', 'faults', { kind: 'status', status: 429, retryAfter: '7', count: 2 })
    await door('POST', 'faults', { kind: 'error-text' })
    const answers = []
    for (let n = 0; n < 4; n++) answers.push(await post(golden))
    expect(answers.map(({ status }) => status)).toEqual([429, 429, 200, 202])
    expect(answers[0]?.headers.get('retry-after')).toBe('7')
    expect(await answers[2]?.text()).toContain('error')
    expect(await messages()).toHaveLength(1)
  })

  test.each([
    ['reset', 0],
    ['reset-after-effect', 1],
  ])('%s cuts the connection', async (kind, posted) => {
    await door('POST', 'faults', { kind })
    await expect(post(golden)).rejects.toThrow()
    expect(await messages()).toHaveLength(posted)
  })

  test('slow answers later', async () => {
    await door('POST', 'faults', { kind: 'slow', ms: 50 })
    const began = performance.now()
    expect((await post(golden)).status).toBe(202)
    expect(performance.now() - began).toBeGreaterThan(45)
  })

  test('that do not exist are refused', async () => {
    expect((await door('POST', 'faults', { kind: 'fire' })).status).toBe(400)
  })
})

describe('the page', () => {
  test('holds nothing of a message, loads only its own files, and they are there', async () => {
    await post(message(card({ body: [text({ text: '<script>alert(1)</script>' })] })))
    const response = await fetch(teams.url)
    const html = await response.text()
    expect(html).not.toContain('alert(1)')
    expect(response.headers.get('content-security-policy')).toBe(
      "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    )
    expect(html).not.toMatch(/<script>|<style| style=| on\w+=/)
    const files = [...html.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, path]) => path ?? '')
    expect(files).toEqual(['/adaptivecards.css', '/page.css', '/page.js'])
    for (const path of files) {
      const file = await fetch(teams.url + path)
      expect(file.status).toBe(200)
      expect(file.headers.get('x-content-type-options')).toBe('nosniff')
    }
  })

  test('cannot be read or switched by other sites', async () => {
    const { port } = new URL(teams.url)
    const status = await new Promise((resolve, reject) => {
      httpRequest({ host: '127.0.0.1', port, path: '/messages', headers: { host: 'rebound.example' } }, (response) =>
        resolve(response.resume().statusCode),
      )
        .on('error', reject)
        .end()
    })
    expect(status).toBe(400)
    const plain = await fetch(`${teams.url}/__emulator/faults`, { method: 'POST', body: '{"kind":"reset"}' })
    expect(plain.status).toBe(415)
  })
})

test('answers under a public name too, which then stands in the webhook', async () => {
  const data = mkdtempSync(join(tmpdir(), 'slipway-teams-'))
  const named = await startTeams({ dataDir: data, port: 0, publicUrl: 'https://flow.example' })
  try {
    const webhook = new URL(named.webhookUrl)
    expect(webhook.origin).toBe('https://flow.example')
    const { port } = new URL(named.url)
    const status = await new Promise((resolve, reject) => {
      httpRequest(
        {
          host: '127.0.0.1',
          port,
          method: 'POST',
          path: webhook.pathname + webhook.search,
          headers: { host: webhook.host },
        },
        (response) => resolve(response.resume().statusCode),
      )
        .on('error', reject)
        .end(JSON.stringify(golden))
    })
    expect(status).toBe(202)
  } finally {
    await named.close()
    rmSync(data, { recursive: true })
  }
})

test('keeps the last fifty messages', async () => {
  for (let n = 0; n < 52; n++) await post(message(card({ body: [text({ text: String(n) })] })))
  const kept = await messages()
  expect(kept).toHaveLength(50)
  expect(JSON.stringify(kept[0]?.cards)).toContain('"51"')
})
