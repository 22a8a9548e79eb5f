import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { architectureFile, withDiagram } from '../review/architecture-page'

const page = readFileSync(join(__dirname, '..', architectureFile), 'utf8')
const today = new Date('2026-11-24')

test('the diagram of the deployment is current: "npm run diagram" writes it', () => {
  expect(withDiagram(page, today)).toBe(page)
})

test('a page without its markers is refused', () => {
  expect(() => withDiagram('# Architecture\n', today)).toThrow('must hold the lines')
})
