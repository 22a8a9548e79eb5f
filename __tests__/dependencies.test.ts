import { readFileSync } from 'node:fs'
import { join } from 'node:path'

const root = join(__dirname, '..')
const read = (path: string) => readFileSync(join(root, path), 'utf8')

const npm = ['.', ...JSON.parse(read('package.json')).workspaces].flatMap((folder: string) => {
  const { dependencies = {}, devDependencies = {} } = JSON.parse(read(join(folder, 'package.json')))
  return Object.entries<string>({ ...dependencies, ...devDependencies })
})
const requirements = [
  'optimiser-image/requirements.txt',
  'optimiser-image/requirements-dev.txt',
  'review/requirements.txt',
]
const python = requirements.flatMap((file) =>
  read(file)
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => line.split('==') as [string, string | undefined]),
)

test('every dependency is pinned exactly', () => {
  const loose = [...npm, ...python].filter(([, version]) => !/^\d+\.\d+(\.\d+)?(-[\w.]+)?$/.test(version ?? ''))
  expect(loose).toEqual([])
})

test('docs/dependencies.md names every dependency, and only those', () => {
  const tables = read('docs/dependencies.md')
    .split('\n')
    .filter((line) => line.startsWith('| `'))
    .flatMap((line) => [...(line.split('|')[1] ?? '').matchAll(/`([^`]+)`/g)].map(([, name]) => name))
  expect([...new Set(tables)].sort()).toEqual([...new Set([...npm, ...python].map(([name]) => name))].sort())
})
