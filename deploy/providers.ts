import { existsSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'

export type RequiredProviders = Readonly<Record<string, { readonly source: string; readonly version: string }>>

/** Terraform's own folder for providers that are already on the machine; see `terraform init`'s implied local mirror. */
const plugins = join(homedir(), '.terraform.d', 'plugins', 'registry.terraform.io')

/** Every provider of these synthesised stacks, once. */
export function requiredProviders(stacks: readonly object[]): RequiredProviders {
  const of = (stack: { readonly terraform?: { readonly required_providers?: RequiredProviders } }) =>
    stack.terraform?.required_providers ?? {}
  return Object.assign({}, ...stacks.map(of))
}

/** Those that Terraform would have to download, such as `hashicorp/azurerm/4.55.0`. */
export function notInstalled(providers: RequiredProviders): string[] {
  return Object.values(providers)
    .map(({ source, version }) => join(source.includes('/') ? source : `hashicorp/${source}`, version))
    .filter((path) => !existsSync(join(plugins, path)))
}
