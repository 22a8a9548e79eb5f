import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { architectureFile, withDiagram } from './architecture-page'

const path = join(__dirname, '..', architectureFile)
writeFileSync(path, withDiagram(readFileSync(path, 'utf8'), new Date()))
