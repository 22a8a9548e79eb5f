import { type AzureUnderTest, subscription, tenantId } from '../../testing/azure-under-test'
import { inGroup, location, startWithGroup, verdict } from '../../testing/resource-group'

const workspace = inGroup('Microsoft.OperationalInsights/workspaces', 'log-test')
const vault = inGroup('Microsoft.KeyVault/vaults', 'kv-test')
const account = inGroup('Microsoft.Storage/storageAccounts', 'sttest')
const actionGroup = inGroup('Microsoft.Insights/actionGroups', 'ag-test')
const component = inGroup('Microsoft.Insights/components', 'appi-test')

let azure: AzureUnderTest
beforeAll(async () => {
  azure = await startWithGroup([
    ...['Microsoft.AlertsManagement', 'Microsoft.Insights', 'Microsoft.KeyVault', 'Microsoft.Network'],
    ...['Microsoft.OperationalInsights', 'Microsoft.Storage'],
  ])
  await azure.good('PUT', workspace, { location, properties: {} })
  await azure.good('PUT', `${workspace}-2`, { location, properties: {} })
  await azure.good('PUT', vault, { location, properties: { tenantId } })
  await azure.good('PUT', account, {
    location,
    kind: 'StorageV2',
    sku: { name: 'Standard_LRS' },
    properties: { allowSharedKeyAccess: false },
  })
  await azure.good('PUT', actionGroup, { location: 'global', properties: { groupShortName: 'slipway' } })
})
afterAll(() => azure?.close())

describe('a diagnostic setting', () => {
  const on = (target: string, name = 'audit') => `${target}/providers/Microsoft.Insights/diagnosticSettings/${name}`
  const of = (categories: readonly string[], workspaceId = workspace) => ({
    properties: { workspaceId, logs: categories.map((category) => ({ category, enabled: true })) },
  })
  afterEach(async () => {
    for (const name of ['audit', 'other']) await azure.call('DELETE', on(vault, name))
  })

  test('takes only logs that its resource writes', async () => {
    expect(await verdict(azure, on(vault), of(['AuditEvent']))).toBe('accepted')
    expect(await verdict(azure, on(vault), of(['AuditEvent', 'StorageRead']))).toBe(
      "400 BadRequest: Category 'StorageRead' is not supported.",
    )
    expect(await verdict(azure, on(`${account}/blobServices/default`), of(['StorageWrite']))).toBe('accepted')
    expect(await verdict(azure, on(account), of(['StorageWrite']))).toContain('is not supported')
  })

  test('takes a group of logs, or metrics alone, but not nothing', async () => {
    const logs = [{ categoryGroup: 'audit', enabled: true }]
    expect(await verdict(azure, on(vault), { properties: { workspaceId: workspace, logs } })).toBe('accepted')
    const metrics = [{ category: 'AllMetrics', enabled: true }]
    expect(await verdict(azure, on(vault), { properties: { workspaceId: workspace, metrics } })).toBe('accepted')
    expect(await verdict(azure, on(vault), of([]))).toContain('400 BadRequest')
  })

  test('sends a log of a resource to a place once', async () => {
    await azure.good('PUT', on(vault), of(['AuditEvent']))
    expect(await verdict(azure, on(vault, 'other'), of(['AuditEvent']))).toContain("409 Conflict: Data sink '")
    expect(await verdict(azure, on(vault, 'other'), of(['AuditEvent'], `${workspace}-2`))).toBe('accepted')
    await azure.good('PUT', on(vault), of(['AuditEvent']))
  })

  test('needs a workspace that is there, and a resource that writes logs', async () => {
    expect(await verdict(azure, on(vault), of(['AuditEvent'], `${workspace}-3`))).toContain(
      '400 InvalidResourceReference',
    )
    expect(await verdict(azure, on(`${vault}-2`), of(['AuditEvent']))).toContain('404 ParentResourceNotFound')
    expect(await verdict(azure, on(actionGroup), of(['AuditEvent']))).toContain('400 ResourceTypeNotSupported')
  })
})

test('an action group has a short name', async () => {
  for (const [groupShortName, answer] of [
    ['twelve-chars', 'accepted'],
    ['thirteen-char', '400 BadRequest'],
    ['', '400 BadRequest'],
  ] as const) {
    expect(await verdict(azure, actionGroup, { location: 'global', properties: { groupShortName } })).toContain(answer)
  }
})

describe('a metric alert', () => {
  const path = inGroup('Microsoft.Insights/metricAlerts', 'alert')
  const alert = {
    scopes: [vault],
    evaluationFrequency: 'PT5M',
    windowSize: 'PT15M',
    criteria: { 'odata.type': 'Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria' },
    actions: [{ actionGroupId: actionGroup }],
  }
  test.each([
    ['that is right', {}, 'accepted'],
    ['on what is not there', { scopes: [`${vault}-2`] }, '400 InvalidResourceReference'],
    ['on nothing', { scopes: [] }, '400 BadRequest'],
    [
      'to a group that is not there',
      { actions: [{ actionGroupId: `${actionGroup}-2` }] },
      '400 InvalidResourceReference',
    ],
    ['every 2 minutes', { evaluationFrequency: 'PT2M' }, '400 BadRequest'],
    ['that looks back for less than it waits', { evaluationFrequency: 'PT30M' }, '400 BadRequest'],
  ])('%s', async (_, change, answer) => {
    const given = { location: 'global', properties: { ...alert, ...change } }
    expect(await verdict(azure, path, given)).toContain(answer)
  })

  test('keeps its criteria as they are', async () => {
    const { body } = await azure.good('PUT', path, { location: 'global', properties: alert })
    expect(body.properties).toEqual({ ...alert, provisioningState: 'Succeeded' })
  })
})

test('a query rule needs a workspace and a group that are there', async () => {
  const path = inGroup('Microsoft.Insights/scheduledQueryRules', 'rule')
  const rule = (scope: string, group: string) => ({
    location,
    properties: { scopes: [scope], actions: { actionGroups: [group] } },
  })
  expect(await verdict(azure, path, rule(workspace, actionGroup))).toBe('accepted')
  expect(await verdict(azure, path, rule(`${workspace}-3`, actionGroup))).toContain('400 InvalidResourceReference')
  expect(await verdict(azure, path, rule(workspace, `${actionGroup}-2`))).toContain('400 InvalidResourceReference')
})

describe('a budget', () => {
  const path = `${subscription}/providers/Microsoft.Consumption/budgets/budget-test`
  const month = (offset: number) => {
    const now = new Date()
    return new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + offset, 1)).toISOString()
  }
  const budget = { amount: 60, timeGrain: 'Monthly', timePeriod: { startDate: month(0), endDate: month(12) } }
  const nothing = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, index) => [`n${index}`, {}]))

  test.each([
    ['from last month', { timePeriod: { startDate: month(-1) } }],
    ['from the second of a month', { timePeriod: { startDate: month(0).replace('-01T', '-02T') } }],
    ['that ends before it begins', { timePeriod: { startDate: month(1), endDate: month(0) } }],
    ['of nothing', { amount: 0 }],
    ['with six notifications', { notifications: nothing(6) }],
  ])('%s is refused', async (_, change) => {
    expect(await verdict(azure, path, { properties: { ...budget, ...change } })).toContain('400 BadRequest')
  })

  test('stands in a subscription, and still may be changed when its first month is over', async () => {
    const { body } = await azure.good('PUT', path, { properties: { ...budget, notifications: nothing(5) } })
    expect(body.eTag).toBe('"1"')
    const before = { ...budget, timePeriod: { startDate: month(-1), endDate: month(12) } }
    expect((await azure.good('PUT', path, { properties: before })).body.eTag).toBe('"2"')
  })
})

test('a workspace of logs keeps its number, and logs for 30 to 730 days', async () => {
  const { body: first } = await azure.good('GET', workspace)
  const { body: second } = await azure.good('PUT', workspace, { location, properties: { retentionInDays: 730 } })
  expect(second.properties.customerId).toBe(first.properties.customerId)
  for (const retentionInDays of [29, 731])
    expect(await verdict(azure, workspace, { location, properties: { retentionInDays } })).toContain(
      '400 InvalidParameter',
    )
})

test('a component has its keys for good, and belongs to a workspace that is there', async () => {
  const { body: first } = await azure.good('PUT', component, {
    location,
    properties: { WorkspaceResourceId: workspace },
  })
  const { InstrumentationKey, AppId } = first.properties
  expect(first.properties.ConnectionString).toContain(`InstrumentationKey=${InstrumentationKey};`)
  const { body: second } = await azure.good('PUT', component, {
    location,
    properties: { WorkspaceResourceId: workspace },
  })
  expect(second.properties).toMatchObject({ InstrumentationKey, AppId })
  expect(
    await verdict(azure, component, { location, properties: { WorkspaceResourceId: `${workspace}-3` } }),
  ).toContain('400 InvalidResourceReference')
  const billing = `${component}/currentbillingfeatures`
  const cap = { Cap: 1, ResetTime: 0, StopSendNotificationWhenHitCap: false }
  expect((await azure.good('GET', billing)).body.DataVolumeCap.Cap).toBe(100)
  await azure.good('PUT', billing, { CurrentBillingFeatures: ['Basic'], DataVolumeCap: cap })
  expect((await azure.good('GET', billing)).body.DataVolumeCap).toEqual(cap)
})

test('a component comes with an alert rule of its own, which outlives it', async () => {
  const path = inGroup('Microsoft.Insights/components', 'appi-other')
  const rule = inGroup('Microsoft.AlertsManagement/smartDetectorAlertRules', 'Failure%20Anomalies%20-%20appi-other')
  expect(await azure.call('GET', rule)).toMatchObject({ status: 404 })
  await azure.good('PUT', path, { location, properties: { WorkspaceResourceId: workspace } })
  const { body } = await azure.good('GET', rule)
  expect(body.properties).toMatchObject({ state: 'Enabled', scope: [path] })
  await azure.good('PUT', rule, { ...body, properties: { ...body.properties, state: 'Disabled' } })
  await azure.good('PUT', path, { location, properties: { WorkspaceResourceId: workspace } })
  expect((await azure.good('GET', rule)).body.properties.state).toBe('Disabled')
  await azure.good('DELETE', path)
  await azure.good('DELETE', rule)
})
