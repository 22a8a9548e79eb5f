import { basename, join, relative } from 'node:path'
import { pathToFileURL } from 'node:url'

/**
 * The command line that an algorithm's Dockerfile sets, as it can be started without the image: paths that `COPY` puts
 * into the image become those of the folder.
 * @param folder absolute
 * @returns undefined where the Dockerfile sets none: then the runner starts its own optimiser.
 * @throws where the variable is there and is no JSON array of strings.
 */
export function localCommand(folder: string, dockerfile: string): string[] | undefined {
  const lines = dockerfile.replaceAll(/\\\r?\n/g, ' ').split(/\r?\n/)
  const setting = lines.flatMap((line) => /^\s*ENV\s+ALGORITHM_COMMAND[=\s]\s*(.+?)\s*$/i.exec(line)?.[1] ?? []).at(-1)
  if (setting === undefined) return undefined
  const text = setting.replace(/^'(.*)'$/, '$1').replace(/^"(.*)"$/, (_, inner: string) => inner.replaceAll('\\"', '"'))
  const command = parse(text)
  const copies = lines.flatMap((line) => copyOf(line))
  return withTypeScript(command.map((word) => inFolder(word, folder, copies)))
}

interface Copy {
  readonly from: string
  readonly to: string
}

function parse(text: string): string[] {
  let command: unknown
  try {
    command = JSON.parse(text)
  } catch {
    command = undefined
  }
  if (Array.isArray(command) && command.length > 0 && command.every((word) => typeof word === 'string')) return command
  throw new Error(
    `ALGORITHM_COMMAND in the Dockerfile is ${text}; it must be a JSON array of strings, such as '["python3", "/opt/algorithm/main.py"]'`,
  )
}

/** `COPY a b /to/`; copies from another stage or with a JSON array are not of the folder. */
function copyOf(line: string): Copy[] {
  const [, flags = '', words = ''] = /^\s*(?:COPY|ADD)\s+((?:--\S+\s+)*)([^[].*)$/i.exec(line) ?? []
  if (words === '' || flags.includes('--from')) return []
  const parts = words.trim().split(/\s+/)
  const to = parts.pop() ?? ''
  return parts.map((from) => ({ from, to: from.endsWith('/') || !to.endsWith('/') ? to : join(to, basename(from)) }))
}

function inFolder(word: string, folder: string, copies: readonly Copy[]): string {
  for (const { from, to } of copies) {
    const rest = relative(to, word)
    if (word.startsWith('/') && !rest.startsWith('..')) return join(folder, from, rest)
  }
  return word
}

/** The image's Node.js runs TypeScript as it is; an older one here needs a loader. */
function withTypeScript(command: readonly string[]): string[] {
  const [program = '', script = '', ...rest] = command
  const runsTypeScript = 'typescript' in process.features && process.features.typescript !== false
  if (program !== 'node' || !/\.m?ts$/.test(script) || runsTypeScript) return [...command]
  return [process.execPath, '--import', pathToFileURL(require.resolve('tsx')).href, script, ...rest]
}
