import { run } from './process'

/**
 * Calls the Azure CLI.
 *
 * @returns what it printed, parsed; undefined where it printed nothing or says that the thing does not exist
 * @throws Error with the CLI's words
 */
export async function az<T>(...args: string[]): Promise<T | undefined> {
  const { code, stdout, stderr } = await run('az', [...args, '--output', 'json', '--only-show-errors'])
  // The CLI ends `show` with 3 where there is no such resource.
  if (code === 3) return undefined
  if (code !== 0) throw new Error(`az ${args.join(' ')} failed:\n${(stderr || stdout).trim()}`)
  return stdout.trim() === '' ? undefined : JSON.parse(stdout)
}
