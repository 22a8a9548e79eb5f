import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { notificationMissing, runChanged } from '../apps/api/contract'
import { Alerts } from './alerts'
import { place, synthesise } from './testing/synthesise'

const stack = synthesise((scope) => {
  new Alerts(scope, 'alerts', {
    ...place,
    webAppId: '/sites/api',
    logAnalyticsWorkspaceId: '/workspaces/log',
    actionGroupId: '/groups/mail',
    expiries: { 'push token': '2027-11-01', budget: '2032-01-01' },
  })
})
function logAlert(name: string) {
  const alerts = stack.all('azurerm_monitor_scheduled_query_rules_alert_v2') as {
    name: string
    criteria: [{ query: string }]
  }[]
  const found = alerts.find((alert) => alert.name === `ar-slipway-test-${name}`)
  if (!found) throw new Error(`no alert ${name}`)
  return { ...found, ...found.criteria[0] }
}

test('a run that ended as failed is told within a quarter of an hour', () => {
  expect(logAlert('failed-runs')).toMatchObject({
    scopes: ['/workspaces/log'],
    evaluation_frequency: 'PT15M',
    window_duration: 'PT15M',
    operator: 'GreaterThan',
    threshold: 0,
  })
})

test('the query looks for the line that the API writes', () => {
  const follower = readFileSync(join(__dirname, '..', 'apps', 'api', 'src', 'follower.ts'), 'utf8')
  expect(follower).toMatch(/log\.info\(\{.*\bstatus: .*\}, runChanged\)/)
  expect(logAlert('failed-runs').query).toContain(`entry.msg == '${runChanged}' and entry.status == 'failed'`)
  expect(logAlert('failed-runs').query).toContain(`untold = entry.event == '${notificationMissing}'`)
})

test('an API without a healthy answer is told', () => {
  expect(stack.only('azurerm_monitor_metric_alert')).toMatchObject({
    scopes: ['/sites/api'],
    criteria: [{ metric_name: 'HealthCheckStatus', operator: 'LessThan', threshold: 100 }],
  })
})

test('what ends is told daily from thirty days before, with its date and the way on', () => {
  const alert = logAlert('expiry')
  expect(alert).toMatchObject({ evaluation_frequency: 'P1D', description: expect.stringContaining('npm run dates') })
  expect(alert.query).toContain(
    'datatable(what: string, ends: datetime) ["push token", datetime(2027-11-01), "budget", datetime(2032-01-01)]',
  )
  expect(alert.query).toContain('where ends < now() + 30d')
})

test('every alert reaches the action group', () => {
  expect(stack.all('azurerm_monitor_scheduled_query_rules_alert_v2').map(({ action }) => action)).toEqual(
    Array(2).fill({ action_groups: ['/groups/mail'] }),
  )
  expect(stack.only('azurerm_monitor_metric_alert').action).toEqual([{ action_group_id: '/groups/mail' }])
})
