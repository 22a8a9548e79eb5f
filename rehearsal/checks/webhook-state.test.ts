import type { AzureClient } from '../azure-client'
import type { Rehearsal } from '../rehearsal'
import { whyWebhookRefuses } from './webhook-state'

const id = '/subscriptions/s/resourceGroups/g/providers/Microsoft.Automation/automationAccounts/a/webHooks/w'
const made = new Map([
  [
    'jobs',
    [
      { stack: 'jobs', address: 'azurerm_automation_variable_string.url', id: '/other' },
      { stack: 'jobs', address: 'azurerm_automation_webhook.webhook', id },
    ],
  ],
])

/** What is said where Azure answers for the webhook, and for nothing else, with this. */
function said(status: number, properties: object = {}): Promise<string | undefined> {
  const call: AzureClient['call'] = async (method, url) => {
    expect([method, new URL(url).pathname]).toEqual(['GET', id])
    return { status, headers: {}, body: { properties } }
  }
  return whyWebhookRefuses({ made } as unknown as Rehearsal, { call } as unknown as AzureClient)
}

const later = new Date(Date.now() + 60_000).toISOString()

test('a webhook that takes what comes has nothing to say', async () => {
  expect(await said(200, { isEnabled: true, expiryTime: later })).toBeUndefined()
})

test.each([
  ['disabled', 200, { isEnabled: false, expiryTime: later }, /is disabled\n +remedy: enable it .* and deploy jobs$/],
  ['expired', 200, { isEnabled: true, expiryTime: '2020-01-01T00:00:00Z' }, /expired at 2020-.*\n +remedy: move dates/],
  ['gone', 404, {}, /is gone\n +remedy: deploy jobs again$/],
] as const)('one that is %s is named with its stack and what to do', async (_state, status, properties, says) => {
  const text = await said(status, properties)
  expect(text).toMatch(/^jobs, azurerm_automation_webhook\.webhook /)
  expect(text).toMatch(says)
})
