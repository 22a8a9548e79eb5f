import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { parseApiUrl, printUrl } from './api-url'
import { exitCodes, Failure, isRecord } from './failure'

/** `cli-credential.json` in the local platform's data folder: a client of the local issuer. */
export interface LocalCredential {
  readonly authority: string
  readonly tenantId: string
  readonly clientId: string
  readonly clientSecret: string
  readonly scope: string
}

/** The data folder of the local platform: `SLIPWAY_DATA`, or `.slipway` of this checkout. */
export function dataFolder(): string {
  return resolve(process.env.SLIPWAY_DATA || join(__dirname, '..', '..', '..', '.slipway'))
}

/**
 * The credential of the local platform, when it runs and the API is its own; otherwise undefined.
 * @throws Failure when the files of the running platform cannot be read.
 */
export function localCredential(api: URL): LocalCredential | undefined {
  const data = dataFolder()
  const ready = readJson(join(data, 'ready.json'))
  if (!isRecord(ready) || typeof ready.api !== 'string' || printUrl(parseApiUrl(ready.api)) !== printUrl(api)) {
    return undefined
  }
  const file = join(data, 'cli-credential.json')
  const credential = readJson(file)
  if (isRecord(credential)) {
    const { authority, tenantId, clientId, clientSecret, scope } = credential
    const parts = [authority, tenantId, clientId, clientSecret, scope]
    if (parts.every((part) => typeof part === 'string')) return credential as unknown as LocalCredential
  }
  throw new Failure(`${file} is missing or damaged: start the platform anew with "npm start"`, exitCodes.unavailable)
}

function readJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined
    throw new Failure(`cannot read ${file}: ${message}`, exitCodes.unavailable)
  }
}
