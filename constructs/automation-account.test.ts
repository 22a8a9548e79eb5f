import { RunbookAccount } from './automation-account'
import { place, synthesise } from './testing/synthesise'

const build = (startedByWebhook: boolean) =>
  synthesise((scope) => {
    new RunbookAccount(scope, 'automation', {
      ...place,
      identity: { id: 'identity', clientId: 'client', principalId: 'principal' },
      startedByWebhook,
      logAnalyticsWorkspaceId: 'logs',
    })
  })

test('the account signs in as the given identity and has none of its own', () => {
  expect(build(true).only('azurerm_automation_account')).toMatchObject({
    identity: { type: 'UserAssigned', identity_ids: ['identity'] },
  })
})

test.each([true, false])('local authentication is open exactly where a webhook needs it: %s', (startedByWebhook) => {
  expect(build(startedByWebhook).only('azurerm_automation_account')).toMatchObject({
    local_authentication_enabled: startedByWebhook,
  })
})

test('what runbooks print is not copied to the logs', () => {
  expect(build(true).only('azurerm_monitor_diagnostic_setting')).toMatchObject({
    enabled_log: [{ category: 'AuditEvent' }, { category: 'JobLogs' }],
  })
})
