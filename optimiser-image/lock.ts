import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { download, filesByHash, pythonFor } from './wheels'

/** Rewrites `requirements.lock` from `requirements.txt`: for each package the one wheel that goes into the image. */
function main(): void {
  const folder = mkdtempSync(join(tmpdir(), 'slipway-lock-'))
  try {
    const requirements = join(__dirname, 'requirements.txt')
    download(pythonFor(__dirname), folder, ['--requirement', requirements])
    const hashes = new Map(
      [...filesByHash(folder)].map(([hash, file]) => [normalised(file.split('-', 1)[0] ?? ''), hash]),
    )
    const lines = readFileSync(requirements, 'utf8')
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => {
        const hash = hashes.get(normalised(line.split('==')[0] ?? ''))
        if (hash === undefined) throw new Error(`requirements.txt: no wheel was found for "${line}"`)
        return `${line} --hash=sha256:${hash}`
      })
    const head = '# The wheels of requirements.txt for the image: Python 3.12, Linux x86_64. Written by "npm run lock".'
    writeFileSync(join(__dirname, 'requirements.lock'), `${[head, ...lines].join('\n')}\n`)
  } finally {
    rmSync(folder, { recursive: true })
  }
}

function normalised(name: string): string {
  return name.toLowerCase().replaceAll(/[-_.]+/g, '-')
}

main()
