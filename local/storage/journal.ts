import {
  closeSync,
  existsSync,
  ftruncateSync,
  openSync,
  readFileSync,
  renameSync,
  writeFileSync,
  writeSync,
} from 'node:fs'

/** What is used of LokiJS 1.5.12, the in-memory database behind Azurite. */
interface LokiDocument {
  readonly $loki: number
}
interface LokiCollection {
  readonly name: string
  on(event: 'insert' | 'update' | 'delete', listener: (document: LokiDocument | LokiDocument[]) => void): void
  ensureAllIndexes(force: boolean): void
}
interface LokiDatabase {
  readonly collections: LokiCollection[]
  autosave: boolean
  autosaveDisable(): void
  serialize(): string
  addCollection(name: string, options?: unknown): LokiCollection
  removeCollection(name: string): void
}
/** Azurite's metadata of one service: a LokiJS database that its own code writes to `lokiDBPath` every 5 seconds. */
export interface LokiStore {
  readonly db: LokiDatabase
  readonly lokiDBPath: string
  init(): Promise<void>
  close(): Promise<void>
}
export interface TransactionalLokiStore extends LokiStore {
  beginBatchTransaction(batchId: string): Promise<void>
  endBatchTransaction(...args: unknown[]): Promise<void>
}

interface SavedCollection {
  name: string
  data: LokiDocument[]
  maxId: number
}

type Change =
  | { put: LokiDocument; in: string }
  | { delete: number; in: string }
  | { create: SavedCollection }
  | { drop: string }

const compactAtBytes = 32 * 1024 * 1024

/**
 * Makes `store` durable against a killed process. Azurite itself keeps its metadata in memory and writes all of it to a
 * file every 5 seconds, so that a SIGKILL loses up to 5 seconds of answered writes (3.35.0, `autosaveInterval` in
 * `LokiBlobMetadataStore.js`). Here every change is appended to a journal before the request that made it is answered.
 * The database file is rewritten from memory at the start, at the end and whenever the journal has grown past 32 MiB.
 *
 * Changes made in one turn of the event loop, and a table batch as a whole, are one line: they survive together or not
 * at all. A write lies in the operating system's cache then: a power cut can still lose it.
 */
export function journal(store: LokiStore | TransactionalLokiStore): void {
  const path = `${store.lokiDBPath}.journal`
  const { init, close } = store
  let file: number | undefined
  let bytes = 0
  let pending: string[] = []
  let openBatches = 0
  let scheduled = false

  const compact = (descriptor: number) => {
    replaceFile(store.lokiDBPath, store.db.serialize())
    ftruncateSync(descriptor)
    bytes = 0
  }
  const flush = () => {
    scheduled = false
    if (file === undefined || openBatches > 0 || pending.length === 0) return
    bytes += writeSync(file, `[${pending.join(',')}]\n`)
    pending = []
    if (bytes > compactAtBytes) compact(file)
  }
  const record = (change: Change) => {
    // As text at once, because Azurite goes on to change its documents in place.
    pending.push(JSON.stringify(change))
    if (scheduled) return
    scheduled = true
    // Azurite's handler goes on, and answers, only after its own continuation, which is queued behind this one.
    queueMicrotask(flush)
  }
  const follow = (collection: LokiCollection) => {
    const put = (documents: LokiDocument | LokiDocument[]) => {
      for (const document of [documents].flat()) record({ put: document, in: collection.name })
    }
    collection.on('insert', put)
    collection.on('update', put)
    collection.on('delete', (documents) => {
      for (const { $loki } of [documents].flat()) record({ delete: $loki, in: collection.name })
    })
  }

  store.init = async () => {
    replay(store.lokiDBPath, path)
    await init.call(store)
    const { db } = store
    db.autosaveDisable()
    db.autosave = false
    file = openSync(path, 'a', 0o600)
    compact(file)
    for (const collection of db.collections) {
      collection.ensureAllIndexes(true)
      follow(collection)
    }
    const { addCollection, removeCollection } = db
    db.addCollection = (name, options) => {
      const collection = addCollection.call(db, name, options)
      const saved: { collections: SavedCollection[] } = JSON.parse(db.serialize())
      const create = saved.collections.find((one) => one.name === name)
      if (create) record({ create })
      follow(collection)
      return collection
    }
    db.removeCollection = (name) => {
      removeCollection.call(db, name)
      record({ drop: name })
    }
  }
  store.close = async () => {
    await close.call(store)
    if (file === undefined) return
    flush()
    compact(file)
    closeSync(file)
    file = undefined
  }
  if ('beginBatchTransaction' in store) {
    const { beginBatchTransaction, endBatchTransaction } = store
    store.beginBatchTransaction = async (batchId) => {
      await beginBatchTransaction.call(store, batchId)
      openBatches++
    }
    store.endBatchTransaction = async (...args) => {
      try {
        await endBatchTransaction.apply(store, args)
      } finally {
        openBatches--
        flush()
      }
    }
  }
}

/** Brings the changes of a journal that a killed process left into the database file. Repeatable: a change is a state. */
function replay(databasePath: string, journalPath: string): void {
  if (!existsSync(journalPath) || !existsSync(databasePath)) return
  const database: { collections: SavedCollection[] } = JSON.parse(readFileSync(databasePath, 'utf8'))
  const collections = new Map(
    database.collections.map((saved) => [
      saved.name,
      { saved, documents: new Map(saved.data.map((d) => [d.$loki, d])) },
    ]),
  )
  for (const change of readChanges(journalPath)) {
    if ('create' in change) collections.set(change.create.name, { saved: change.create, documents: new Map() })
    else if ('drop' in change) collections.delete(change.drop)
    else if ('put' in change) collections.get(change.in)?.documents.set(change.put.$loki, change.put)
    else collections.get(change.in)?.documents.delete(change.delete)
  }
  database.collections = [...collections.values()].map(({ saved, documents }) => {
    // LokiJS finds a document by a binary search for its $loki.
    const data = [...documents.values()].sort((a, b) => a.$loki - b.$loki)
    return { ...saved, data, maxId: Math.max(saved.maxId, data.at(-1)?.$loki ?? 0) }
  })
  replaceFile(databasePath, JSON.stringify(database))
}

function* readChanges(journalPath: string): Generator<Change> {
  const lines = readFileSync(journalPath, 'utf8').split('\n')
  // What stands after the last line break was being written when the process was killed; nobody was told that it is kept.
  for (const line of lines.slice(0, -1)) yield* JSON.parse(line) as Change[]
}

function replaceFile(path: string, text: string): void {
  writeFileSync(`${path}.new`, text, { mode: 0o600 })
  renameSync(`${path}.new`, path)
}
