import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { download, filesByHash, pythonFor } from './wheels'

/** Rewrites `requirements.lock` from `requirements.txt`: for each package the wheels that an image may need. */
function main(): void {
  const folder = mkdtempSync(join(tmpdir(), 'slipway-lock-'))
  try {
    const requirements = join(__dirname, 'requirements.txt')
    download(pythonFor(__dirname), folder, ['--requirement', requirements])
    const wheels = [...filesByHash(folder)].map(([hash, file]) => ({ name: packageOf(file), file, hash }))
    const lines = readFileSync(requirements, 'utf8')
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => {
        const found = wheels.filter(({ name }) => name === normalised(line.split('==')[0] ?? ''))
        if (found.length === 0) throw new Error(`requirements.txt: no wheel was found for "${line}"`)
        return [line, ...found.sort(byFile).map(({ hash }) => `--hash=sha256:${hash}`)].join(' ')
      })
    const head = '# The wheels of requirements.txt for Python 3.11 and 3.12 on Linux x86_64. Written by "npm run lock".'
    writeFileSync(join(__dirname, 'requirements.lock'), `${[head, ...lines].join('\n')}\n`)
  } finally {
    rmSync(folder, { recursive: true })
  }
}

function byFile(one: { readonly file: string }, other: { readonly file: string }): number {
  return one.file < other.file ? -1 : 1
}

function packageOf(wheel: string): string {
  return normalised(wheel.split('-', 1)[0] ?? '')
}

function normalised(name: string): string {
  return name.toLowerCase().replaceAll(/[-_.]+/g, '-')
}

main()
