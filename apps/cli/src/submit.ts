import type { ApiClient } from './api-client'
import type { LiveLine } from './live-line'
import { typedOptions } from './option-values'
import type { Run } from './run'
import { postRun, type StartOptions, startRun } from './start-run'
import { openInput, prepareInput } from './upload'

export interface SubmitOptions extends StartOptions {
  readonly algorithm?: string
  readonly profile?: string
  readonly name?: string
  readonly option: readonly string[]
}

/** Submits a file, follows the run if asked to, and downloads its result. Returns the exit code. */
export function submit(api: ApiClient, path: string, options: SubmitOptions): Promise<number> {
  return startRun(api, options, (line) => send(api, path, options, line))
}

async function send(api: ApiClient, path: string, options: SubmitOptions, line: LiveLine): Promise<Run> {
  const { algorithm, profile, name, option } = options
  const file = await openInput(path)
  try {
    const values = option.length > 0 ? await typedOptions(api, algorithm, option) : undefined
    const input = await prepareInput(api, file, path, line)
    const body = {
      ...(algorithm !== undefined && { algorithm }),
      ...(profile !== undefined && { profile }),
      ...(name !== undefined && { name }),
      ...(values && { options: values }),
      ...input,
    }
    // Another upload is another input.
    return await postRun(api, '/v1/runs', body, options, !('inputUploadId' in input))
  } finally {
    await file.close()
  }
}
