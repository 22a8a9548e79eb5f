import { createHash, randomUUID } from 'node:crypto'
import { mkdir, open, realpath, rename, rm } from 'node:fs/promises'
import { basename, dirname, isAbsolute, join, resolve, sep } from 'node:path'
import type { ApiClient } from './api-client'
import { exitCodes, Failure, isRecord, Unreachable } from './failure'
import { fetchRun, runPath } from './follow'
import { outlast } from './outlast'
import { safeLine } from './terminal-text'

interface ResultFile {
  readonly name: string
  /** Where the API serves it: below the API's address. */
  readonly path: string
  readonly bytes: number
  readonly sha256: string
}

/** A body that brings nothing for so long is given up, in milliseconds. */
const stalledMs = 60_000

/**
 * Brings all result files of a run into a folder, each verified by its SHA-256 before it gets its name.
 * @returns the paths written.
 * @throws Failure before anything is written when a name from the API would leave the folder.
 */
export async function downloadFiles(api: ApiClient, id: string, folder: string): Promise<string[]> {
  const { body } = await api.call('GET', `${runPath(id)}/files`)
  const listed = isRecord(body) && Array.isArray(body.value) ? body.value : undefined
  if (!listed) throw foreign()
  const files = listed.map((file) => readFile(file, isRecord(file) ? api.pathOf(file.link) : undefined))
  await mkdir(folder, { recursive: true })
  const targets = files.map((file) => ({ file, target: join(folder, ...safeName(file.name)) }))
  for (const { file, target } of targets) {
    await mkdir(dirname(target), { recursive: true })
    await refuseLinkOutside(folder, target)
    await downloadVerified(api, file, target)
  }
  return targets.map(({ target }) => target)
}

/** Brings the main result into one file, verified like the others. */
export async function downloadResult(api: ApiClient, id: string, target: string): Promise<void> {
  const { result } = (await fetchRun(api, id)).raw
  const path = `${runPath(id)}/result`
  // The route itself says best why there is no result yet, or no longer.
  if (!isRecord(result)) await api.call('GET', path)
  await mkdir(dirname(resolve(target)), { recursive: true })
  await downloadVerified(api, readFile(result, path), resolve(target))
}

function readFile(value: unknown, path: string | undefined): ResultFile {
  if (!isRecord(value) || path === undefined) throw foreign()
  const { name, bytes, sha256 } = value
  if (typeof name !== 'string' || typeof bytes !== 'number' || typeof sha256 !== 'string') throw foreign()
  return { name, path, bytes, sha256: sha256.toLowerCase() }
}

function foreign(): Failure {
  return new Failure('the API does not list the files as expected: is it another version?', exitCodes.unavailable)
}

/** Names come from whoever wrote the algorithm: only plain relative ones are used, on any operating system. */
function safeName(name: string): string[] {
  const parts = name.split('/')
  const plain = parts.every((part) => part !== '' && part !== '.' && part !== '..' && part === safeLine(part))
  if (!plain || /[\\:]/.test(name) || isAbsolute(name)) {
    throw new Failure(
      `the result names a file "${safeLine(name)}", which could lie outside the folder: nothing was downloaded`,
      exitCodes.unavailable,
    )
  }
  return parts
}

async function refuseLinkOutside(folder: string, target: string): Promise<void> {
  const root = await realpath(folder)
  const parent = await realpath(dirname(target))
  if (parent !== root && !parent.startsWith(root.endsWith(sep) ? root : root + sep)) {
    throw new Failure(`${dirname(target)} is a link that leads out of ${folder}`, exitCodes.refused)
  }
}

async function downloadVerified(api: ApiClient, file: ResultFile, target: string): Promise<void> {
  const unfinished = join(dirname(target), `.${basename(target).slice(0, 100)}.${randomUUID()}.part`)
  const handle = await open(unfinished, 'wx')
  try {
    const hash = createHash('sha256')
    let received = 0
    await outlast(
      async () => {
        const headers = received > 0 ? { Range: `bytes=${received}-` } : {}
        if (received > 0 && received === file.bytes) return
        const { status, body } = await api.download(file.path, { headers })
        // An API that does not continue would send the beginning again.
        if (received > 0 && status !== 206)
          throw new Failure(`${safeLine(file.name)} cannot be continued`, exitCodes.unavailable)
        if (!body) return
        for await (const chunk of untilStalled(body)) {
          received += chunk.length
          if (received > file.bytes) break
          hash.update(chunk)
          await handle.write(chunk)
        }
        if (received < file.bytes) throw new Unreachable(`${safeLine(file.name)} ended early`)
      },
      (text) => console.error(text),
    )
    if (received !== file.bytes || hash.digest('hex') !== file.sha256) {
      throw new Failure(
        `${safeLine(file.name)} arrived damaged (its SHA-256 is not the one the API names) and was thrown away: try again`,
        exitCodes.unavailable,
      )
    }
    await handle.sync()
    await handle.close()
    await rename(unfinished, target)
  } catch (error) {
    await handle.close()
    await rm(unfinished, { force: true })
    throw error
  }
}

/** The chunks of a body; a connection that broke or brings nothing any more is `Unreachable`. */
export async function* untilStalled(body: NodeJS.ReadableStream & { destroy(error?: Error): unknown }) {
  const timer = setTimeout(() => body.destroy(new Error('nothing came for a minute')), stalledMs)
  try {
    for await (const chunk of body) {
      timer.refresh()
      yield chunk as Buffer
    }
  } catch (error) {
    throw new Unreachable(`the download broke off: ${(error as Error).message}`, { cause: error })
  } finally {
    clearTimeout(timer)
  }
}
