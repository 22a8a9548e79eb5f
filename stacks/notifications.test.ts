import { Testing } from 'cdktf'
import { variables } from '../apps/runbook/contract'
import { place, ref, synthesiseStack } from '../constructs/testing/synthesise'
import { prod } from '../environments/prod'
import { Notifications } from './notifications'

const build = (route: 'runbook' | 'databricks-teams') => {
  const app = Testing.app()
  new Notifications(app, 'notifications', {
    ...place,
    state: prod.state,
    notifications: { route },
    identity: { id: 'identity', clientId: 'client', principalId: 'principal' },
    entraClientId: 'api-client',
    logAnalyticsWorkspaceId: 'logs',
    runbooks: { notify: 'print("notify")\n', submit: 'print("submit")\n' },
  })
  return synthesiseStack(app, 'notifications')
}

const byRunbook = build('runbook')
const byDatabricks = build('databricks-teams')
const valuesOf = (stack: typeof byRunbook) =>
  Object.fromEntries(stack.all('azurerm_automation_variable_string').map(({ name, value }) => [name, value]))
const textsOf = (stack: typeof byRunbook) =>
  Object.fromEntries(stack.all('azurerm_automation_runbook').map(({ name, content }) => [name, content]))

test('with the runbook route both runbooks and every variable but the workspace exist', () => {
  expect(textsOf(byRunbook)).toEqual({ notify_failed_run: 'print("notify")\n', submit_run: 'print("submit")\n' })
  const { DATABRICKS_URL: _, ...own } = variables
  expect(Object.keys(valuesOf(byRunbook)).sort()).toEqual(Object.keys(own).sort())
  expect(valuesOf(byRunbook)).toMatchObject({
    API_URL: expect.stringMatching(/^https:\/\/app-slipway-test-[0-9a-f]{6}\.azurewebsites\.net$/),
    API_AUDIENCE: 'api://api-client',
    IDENTITY_CLIENT_ID: 'client',
  })
})

test("the Teams webhook's URL comes in as a sensitive variable and is kept encrypted", () => {
  expect(byRunbook.json.variable?.teams_webhook_url).toMatchObject({ type: 'string', sensitive: true })
  expect(byRunbook.json.variable?.teams_webhook_url).not.toHaveProperty('default')
  const teams = byRunbook
    .all('azurerm_automation_variable_string')
    .find((variable) => variable.name === 'TEAMS_WEBHOOK_URL')
  expect(teams).toMatchObject({ encrypted: true, value: ref('var.teams_webhook_url') })
})

test("with Databricks' own message only the runbook of schedules is left, and nobody is asked for a Teams URL", () => {
  expect(textsOf(byDatabricks)).toEqual({ submit_run: 'print("submit")\n' })
  expect(valuesOf(byDatabricks)).not.toHaveProperty('TEAMS_WEBHOOK_URL')
  expect(byDatabricks.json).not.toHaveProperty('variable')
})

test('local authentication is closed where no webhook needs it', () => {
  expect(byRunbook.only('azurerm_automation_account').local_authentication_enabled).toBe(true)
  expect(byDatabricks.only('azurerm_automation_account').local_authentication_enabled).toBe(false)
})
