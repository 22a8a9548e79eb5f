import type { ApiClient } from './api-client'
import { isRecord } from './failure'
import { fetchRun, runPath } from './follow'
import { typedOptions } from './option-values'
import { postRun, type StartOptions, startRun } from './start-run'

export interface RerunOptions extends StartOptions {
  readonly profile?: string
  readonly option: readonly string[]
}

/** Runs an earlier run again from its stored input, and follows it if asked to. Returns the exit code. */
export function rerun(api: ApiClient, id: string, options: RerunOptions): Promise<number> {
  const { profile, option } = options
  return startRun(api, options, async () => {
    const values = option.length > 0 ? await typedOptions(api, await algorithmOf(api, id), option) : undefined
    const changes = { ...(profile !== undefined && { profile }), ...(values && { options: values }) }
    return postRun(api, `${runPath(id)}/rerun`, changes, options, true)
  })
}

async function algorithmOf(api: ApiClient, id: string): Promise<string | undefined> {
  const { algorithm } = (await fetchRun(api, id)).raw
  return isRecord(algorithm) && typeof algorithm.name === 'string' ? algorithm.name : undefined
}
