import { randomBytes, randomUUID } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'

/** What the platform on one machine decides once and keeps, so that a restart finds its data, tokens and links again. */
export interface Identities {
  readonly tenantId: string
  /**
   * The Entra application of the API with its service principal, the managed identities of API and runbooks, the
   * principal that jobs run as, and the CLI's client.
   */
  readonly apiClientId: string
  readonly apiObjectId: string
  readonly apiIdentity: { readonly clientId: string; readonly principalId: string; readonly header: string }
  readonly runbookIdentity: { readonly clientId: string; readonly principalId: string; readonly header: string }
  readonly jobPrincipalId: string
  readonly cliClient: { readonly clientId: string; readonly objectId: string; readonly secret: string }
  readonly grantKeys: string
}

/** Creates the folder where it is missing. Everything in it is the owner's alone. */
export function openDataFolder(folder: string): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
}

/**
 * Claims the folder for this process.
 * @returns the function that gives it back.
 * @throws where a living process holds it; the claim of a dead one is taken over.
 */
export function claimDataFolder(folder: string): () => void {
  const path = join(folder, 'claim.json')
  const claim = { pid: process.pid, started: startTime(process.pid) }
  const holder = read<typeof claim>(path)
  if (holder && holder.started === startTime(holder.pid)) {
    throw new Error(
      `process ${holder.pid} is already running a platform on ${folder}: stop it (kill ${holder.pid}), or choose another folder and port: npm start -- --data DIR --port PORT`,
    )
  }
  write(path, claim)
  return () => rmSync(path, { force: true })
}

/** Reads the identities of the folder, and makes those that are missing: all of them on the first start. */
export function identities(folder: string): Identities {
  const path = join(folder, 'identities.json')
  const managedIdentity = () => ({
    clientId: randomUUID(),
    principalId: randomUUID(),
    header: randomBytes(24).toString('base64url'),
  })
  const made = {
    tenantId: randomUUID(),
    apiClientId: randomUUID(),
    apiObjectId: randomUUID(),
    apiIdentity: managedIdentity(),
    runbookIdentity: managedIdentity(),
    jobPrincipalId: randomUUID(),
    cliClient: { clientId: randomUUID(), objectId: randomUUID(), secret: randomBytes(24).toString('base64url') },
    grantKeys: randomBytes(32).toString('base64'),
  }
  const all = { ...made, ...read<Partial<Identities>>(path) }
  write(path, all)
  return all
}

/**
 * A loopback port for each name, the same ones as last time where they are free: grants of running jobs carry the
 * storage's port, bookmarks the workspace's.
 */
export async function ports<Name extends string>(
  folder: string,
  names: readonly Name[],
): Promise<Record<Name, number>> {
  const path = join(folder, 'ports.json')
  const kept = new Map(Object.entries(read<Record<string, number>>(path) ?? {}))
  const chosen: [Name, number][] = []
  for (const name of names) {
    const before = kept.get(name)
    chosen.push([name, before !== undefined && (await isFree(before)) ? before : await freePort()])
  }
  const result = Object.fromEntries(chosen) as Record<Name, number>
  write(path, result)
  return result
}

/** Whether 127.0.0.1:port can be listened on. */
export async function isFree(port: number): Promise<boolean> {
  return (await listenOnce(port)) !== undefined
}

/** Writes a JSON file that only the owner can read, whole or not at all. */
export function write(path: string, value: unknown): void {
  writeFileSync(`${path}.new`, `${JSON.stringify(value, null, 2)}\n`, { mode: 0o600 })
  renameSync(`${path}.new`, path)
}

/** A port of 127.0.0.1 that nobody listens on now. */
export async function freePort(): Promise<number> {
  const port = await listenOnce(0)
  if (port === undefined) throw new Error('no free port on 127.0.0.1')
  return port
}

function listenOnce(port: number): Promise<number | undefined> {
  return new Promise((resolve) => {
    const server = createServer()
    server.once('error', () => resolve(undefined))
    server.listen(port, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(address !== null && typeof address === 'object' ? address.port : undefined))
    })
  })
}

function read<T>(path: string): T | undefined {
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : undefined
}

/** A process number is used again some day; number and start time (clock ticks since boot) are not. */
function startTime(pid: number): string | undefined {
  try {
    // Field 22 of /proc/<pid>/stat (proc(5)); the name in parentheses may hold spaces.
    return readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ')[19]
  } catch {
    return undefined
  }
}
