import { Problem } from './problem'

/** A name as it is kept: NFC, at most 256 characters, none of them a control character or half of one. */
export function checkedName(name: string): string {
  const normal = name.normalize('NFC')
  if (/[\p{Cc}\p{Surrogate}]/u.test(normal) || [...normal].length > 256 || normal.trim() === '') {
    throw new Problem('InvalidRequest', 'A name has 1 to 256 characters and no control characters')
  }
  return normal
}

/** A file name that no shell, path or header can misread; the ending stays, since it tells the format. */
export function safeName(name: string): string {
  const last = name.split(/[\\/]/).at(-1) ?? ''
  const safe = last.replace(/[^A-Za-z0-9._-]/g, '_').replace(/^[.-]+/, '_')
  return safe.length > 100 ? safe.slice(-100).replace(/^[.-]+/, '_') : safe
}
