import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { parseDocument } from 'yaml'
import type { AlgorithmManifest } from '../apps/api/contract'
import { shown } from './mistake'
import { amount, choice, compileOptions, listOf, makeAjv, mistakesOf, object, type Schema, text, whole } from './schema'

/** An algorithm that an environment offers. */
export interface Algorithm {
  /** Relative to the repository. */
  readonly folder: string
  readonly manifest: AlgorithmManifest
}

type Format = AlgorithmManifest['input']['formats'][number]

const formatSchema = object<Format>({
  endings: listOf(text('a file ending, such as .mps', { pattern: '^\\.[a-z0-9.]+$' }), 'a list of file endings', 1),
  check: choice('mps', 'lp', 'json', 'none'),
})
const optionsSchema: Schema<AlgorithmManifest['options']> = {
  type: 'object',
  description: 'a JSON Schema (draft 2020-12) of an object',
}
const fileInFolder = { pattern: '^(?!/)(?!.*\\.\\.)[^\\\\]+$' }

const checkManifest = makeAjv().compile(
  object<AlgorithmManifest>({
    name: text('lower-case letters, digits and single inner hyphens, at most 40 characters, a letter first', {
      pattern: '^(?=.{1,40}$)[a-z][a-z0-9]*(-[a-z0-9]+)*$',
    }),
    version: text('a version by semver.org, such as 1.0.0', {
      pattern: '^(0|[1-9]\\d*)\\.(0|[1-9]\\d*)\\.(0|[1-9]\\d*)(-[0-9A-Za-z-]+(\\.[0-9A-Za-z-]+)*)?$',
    }),
    title: text('a short title'),
    description: text('a sentence that says what the algorithm does'),
    dockerfile: text('a file in the folder, such as Dockerfile', fileInFolder),
    input: object<AlgorithmManifest['input']>({
      maxBytes: amount({ exclusiveMinimum: 0, maximum: Number.MAX_SAFE_INTEGER }, 'a number of bytes above 0'),
      compression: listOf(choice('gzip'), 'a list of "gzip", or empty'),
      formats: listOf(formatSchema, 'a list of formats, at least one', 1),
    }),
    result: text('the name of the file that is the result, such as solution.json', fileInFolder),
    profile: text('the name of the compute profile used by default'),
    timeLimitSeconds: whole(1, 604_800, 'seconds'),
    options: optionsSchema,
  }),
)

interface ManifestMistake {
  readonly folder: string
  readonly says: string
}

/**
 * Reads and checks `algorithm.yaml` of each folder.
 *
 * @param root folder of the repository
 * @param folders relative to it
 * @throws Error that lists every mistake with its file, key and what is allowed
 */
export function loadAlgorithms(root: string, folders: readonly string[]): Algorithm[] {
  const { algorithms, mistakes } = readAlgorithms(root, folders)
  if (mistakes.length > 0) throw new Error(mistakes.map(({ says }) => says).join('\n'))
  return algorithms
}

/** As `loadAlgorithms`, for whoever has other mistakes to tell beside these. */
export function readAlgorithms(
  root: string,
  folders: readonly string[],
): { algorithms: Algorithm[]; mistakes: ManifestMistake[] } {
  const read = [...new Set(folders)].map((folder) => readManifest(root, folder))
  return {
    algorithms: read.flatMap(({ folder, manifest }) => (manifest ? [{ folder, manifest }] : [])),
    mistakes: read.flatMap(({ folder, mistakes }) => mistakes.map((says) => ({ folder, says }))),
  }
}

function readManifest(
  root: string,
  folder: string,
): { folder: string; manifest?: AlgorithmManifest; mistakes: string[] } {
  const path = join(folder, 'algorithm.yaml')
  let source: string
  try {
    source = readFileSync(join(root, path), 'utf8')
  } catch {
    return { folder, mistakes: [`${path} cannot be read: an algorithm is a folder with an algorithm.yaml`] }
  }
  const document = parseDocument(source, { prettyErrors: true })
  if (document.errors.length > 0) {
    return { folder, mistakes: document.errors.map(({ message }) => `${path} is no YAML: ${message.split('\n')[0]}`) }
  }
  const manifest: unknown = document.toJS()
  const mistakes = checkManifest(manifest) ? furtherMistakes(join(root, folder), manifest as AlgorithmManifest) : []
  const shape = mistakesOf(checkManifest.errors)
  if (shape.length + mistakes.length > 0) {
    return { folder, mistakes: [...shape, ...mistakes].map(({ field, says }) => `${path}: ${field || 'it'} ${says}`) }
  }
  return { folder, manifest: manifest as AlgorithmManifest, mistakes: [] }
}

function furtherMistakes(
  folder: string,
  { dockerfile, options }: AlgorithmManifest,
): { field: string; says: string }[] {
  const missing = !statSync(join(folder, dockerfile), { throwIfNoEntry: false })?.isFile()
  return [
    ...(missing ? [{ field: 'dockerfile', says: `is ${shown(dockerfile)}; it must be a file in the folder` }] : []),
    ...optionMistakes(options),
  ]
}

function optionMistakes(options: AlgorithmManifest['options']): { field: string; says: string }[] {
  try {
    compileOptions(options)
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    return [{ field: 'options', says: `are no valid JSON Schema (draft 2020-12): ${why}` }]
  }
  const properties = Object.entries((options.properties ?? {}) as Record<string, { type?: unknown }>)
  return [
    ...(options.type === 'object' && options.additionalProperties === false
      ? []
      : [
          {
            field: 'options',
            says: 'must have type: object and additionalProperties: false, so that a typing error is found',
          },
        ]),
    ...properties
      .filter(([, { type }]) => !['string', 'number', 'integer', 'boolean'].includes(String(type)))
      .map(([key, { type }]) => ({
        field: `options.properties.${key}.type`,
        says: `is ${shown(type)}; it must be string, number, integer or boolean`,
      })),
  ]
}
