import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { leaveOutSlow } from './quick'

const folder = mkdtempSync(join(tmpdir(), 'slipway-quick-'))
afterAll(() => rmSync(folder, { recursive: true }))

function leftOut(resource: object) {
  writeFileSync(join(folder, 'cdk.tf.json'), JSON.stringify({ resource }))
  const lines = leaveOutSlow([{ name: 'one', folder, upstream: [], warnings: [], synthesised: {} }])
  return { lines, resource: JSON.parse(readFileSync(join(folder, 'cdk.tf.json'), 'utf8')).resource }
}

test('what is slow is gone from the file, and each kind is told with its reason', () => {
  const { lines, resource } = leftOut({
    azurerm_monitor_metric_alert: { health: {} },
    azurerm_monitor_diagnostic_setting: { one: {}, two: {} },
    azurerm_linux_web_app: { app: { name: 'app' } },
  })
  expect(resource).toEqual({ azurerm_linux_web_app: { app: { name: 'app' } } })
  expect(lines).toEqual([
    expect.stringMatching(/^one: 1 × azurerm_monitor_metric_alert: .*115 s/),
    expect.stringMatching(/^one: 2 × azurerm_monitor_diagnostic_setting: /),
  ])
})

test('a vault is made without its public door, and so without secrets and what reads them', () => {
  const { lines, resource } = leftOut({
    azurerm_key_vault: { vault: { name: 'kv' } },
    azurerm_key_vault_secret: { key: { value: 'x' }, all: { value: `\${azurerm_key_vault_secret.key.value}` } },
    databricks_secret: { grant: { string_value: `\${azurerm_key_vault_secret.all.value}` } },
  })
  expect(resource).toEqual({
    azurerm_key_vault: { vault: { name: 'kv', public_network_access_enabled: false } },
    databricks_secret: { grant: { string_value: 'left out by --quick' } },
  })
  expect(lines).toHaveLength(2)
})

test('where nothing is slow nothing is said', () => {
  expect(leftOut({ azurerm_resource_group: { group: {} } }).lines).toEqual([])
})
