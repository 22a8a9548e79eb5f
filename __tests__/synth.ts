import type { App } from 'cdktf'
import { parsedStacks } from '../deploy/parsed-stacks'
import type { StackJson } from '../review/graph'

/**
 * Every stack as the parsed JSON that Terraform gets, without what changes and means nothing here: provider versions
 * and content hashes.
 */
export function synthAll(app: App): Record<string, StackJson> {
  return JSON.parse(JSON.stringify(parsedStacks(app)), quiet)
}

function quiet(key: string, value: unknown): unknown {
  if (key === 'required_providers') {
    return Object.fromEntries(
      Object.entries(value as Record<string, object>).map(([name, provider]) => [
        name,
        { ...provider, version: '<pinned in package-lock.json>' },
      ]),
    )
  }
  return typeof value === 'string' ? value.replace(/\b[0-9a-fA-F]{64}\b|\b[0-9A-F]{32}\b/g, '<content hash>') : value
}
