import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { exitCodes, Failure } from './failure'

const repository = join(__dirname, '..', '..', '..')

export interface AlgorithmTestOptions {
  readonly option: readonly string[]
  readonly out?: string
  readonly finishAfter?: number
}

/**
 * Runs an algorithm once under the contract. The tool is the checkout's own: it builds the image as the deployment does.
 * @returns the exit code: 0 where the run would have succeeded.
 * @throws Failure where the folder or the input is not there.
 */
export async function testAlgorithm(folder: string, input: string, options: AlgorithmTestOptions): Promise<number> {
  for (const path of [folder, input]) {
    if (!existsSync(path)) throw new Failure(`${path} does not exist`, exitCodes.refused)
  }
  const request = {
    folder: resolve(folder),
    input: resolve(input),
    options: options.option,
    ...(options.out !== undefined && { out: resolve(options.out) }),
    ...(options.finishAfter !== undefined && { finishAfter: options.finishAfter }),
  }
  const tool = join(repository, 'deploy', 'algorithm-test.ts')
  const child = spawn(process.execPath, ['--import', 'tsx', tool, JSON.stringify(request)], {
    cwd: repository,
    stdio: 'inherit',
  })
  const [code] = await once(child, 'exit')
  return code ?? exitCodes.interrupted
}
