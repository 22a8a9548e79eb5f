import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Stack } from '../deploy/stacks'

type Resources = Record<string, Record<string, Record<string, unknown>>>

/** For what their providers wait longest, whatever they talk to; nothing refers to them. */
const slowTypes = {
  azurerm_monitor_metric_alert: 'its provider waits 115 s after the create',
  azurerm_monitor_diagnostic_setting: 'its provider waits 10 s after the create, 50 s after the delete',
} as const

/**
 * Takes out of the synthesised stacks what is slow to make. The files are changed: a quick rehearsal uses no other ones.
 *
 * @returns what was left out and why, a line each
 */
export function leaveOutSlow(stacks: readonly Stack[]): string[] {
  return stacks.flatMap((stack) => {
    const file = join(stack.folder, 'cdk.tf.json')
    const json = JSON.parse(readFileSync(file, 'utf8'))
    const resources: Resources = json.resource ?? {}
    const lines: string[] = []
    for (const [type, why] of Object.entries(slowTypes)) {
      const count = Object.keys(resources[type] ?? {}).length
      if (count > 0) lines.push(`${stack.name}: ${count} × ${type}: ${why}`)
      delete resources[type]
    }
    for (const [id, vault] of Object.entries(resources.azurerm_key_vault ?? {})) {
      vault.public_network_access_enabled = false
      lines.push(`${stack.name}: the public door of azurerm_key_vault.${id}: its provider waits 120 s for it to open`)
    }
    const secrets = Object.keys(resources.azurerm_key_vault_secret ?? {})
    delete resources.azurerm_key_vault_secret
    if (secrets.length > 0)
      lines.push(`${stack.name}: ${secrets.length} × azurerm_key_vault_secret: the door is closed`)
    writeFileSync(file, withoutReferences(JSON.stringify(json, null, 2), secrets))
    return lines
  })
}

/** What was to be a secret's value becomes a text that opens nothing. */
function withoutReferences(text: string, secrets: readonly string[]): string {
  return secrets.reduce(
    (before, id) => before.replaceAll(`\${azurerm_key_vault_secret.${id}.value}`, 'left out by --quick'),
    text,
  )
}
