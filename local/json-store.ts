import { createHash } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** Objects of one kind by id, in memory and as one JSON file each. */
export interface Collection<T> {
  get(id: string): T | undefined
  /** Stores the object durably against a killed process (not against a power cut) before it returns. */
  put(id: string, value: T): void
  delete(id: string): boolean
  values(): T[]
  clear(): void
}

/** The state of an emulated service, kept in `folder`, so that a restart, also after SIGKILL, goes on where it was. */
export interface JsonStore {
  /** Always the same one for the same name; a name belongs to one type. */
  collection<T>(name: string): Collection<T>
  /** Empties every collection that was asked for, but those. */
  clear(kept: readonly string[]): void
}

/** @throws where the folder cannot be written or a file in it is not JSON. */
export function openJsonStore(folder: string): JsonStore {
  // Two parts that ask for the same collection must see each other's changes.
  const opened = new Map<string, Collection<unknown>>()
  return {
    collection<T>(name: string) {
      const collection = (opened.get(name) as Collection<T> | undefined) ?? openCollection<T>(join(folder, name))
      opened.set(name, collection as Collection<unknown>)
      return collection
    },
    clear(kept) {
      for (const [name, collection] of opened) if (!kept.includes(name)) collection.clear()
    },
  }
}

function openCollection<T>(folder: string): Collection<T> {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const objects = new Map<string, T>()
  for (const file of readdirSync(folder)) {
    if (!file.endsWith('.json')) continue
    const content = JSON.parse(readFileSync(join(folder, file), 'utf8'))
    if (file.startsWith(hashed)) objects.set(content.id, content.value)
    else objects.set(idOf(file), content)
  }
  return {
    get: (id) => objects.get(id),
    put(id, value) {
      // A rename is atomic: a process killed in the middle leaves the old object, never half a new one.
      const path = join(folder, fileOf(id))
      const content = fileOf(id).startsWith(hashed) ? { id, value } : value
      writeFileSync(`${path}.new`, JSON.stringify(content), { mode: 0o600 })
      renameSync(`${path}.new`, path)
      objects.set(id, value)
    },
    delete(id) {
      rmSync(join(folder, fileOf(id)), { force: true })
      return objects.delete(id)
    },
    values: () => [...objects.values()],
    clear() {
      for (const file of readdirSync(folder)) rmSync(join(folder, file))
      objects.clear()
    },
  }
}

/** Start of a file's name that is a hash, and whose object stands beside its id; no encoded id starts so. */
const hashed = '%sha256-'
/** A file's name has at most 255 bytes. */
const longestName = 200

// Percent-encoding keeps hostile ids inside the folder and readable; a leading dot is encoded for `.` and `..`.
function fileOf(id: string): string {
  const name = encodeURIComponent(id).replace(/^\./, '%2E')
  if (name.length <= longestName) return `${name}.json`
  return `${hashed}${createHash('sha256').update(id).digest('hex')}.json`
}

function idOf(file: string): string {
  return decodeURIComponent(file.slice(0, -'.json'.length))
}
