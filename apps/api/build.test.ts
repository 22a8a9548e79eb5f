import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { nodeOptions } from './build'

test('the image starts the bundle with the same options', () => {
  const dockerfile = readFileSync(join(__dirname, 'Dockerfile'), 'utf8')
  expect(dockerfile).toContain(
    `ENTRYPOINT ${JSON.stringify(['node', ...nodeOptions, '/app/api.js']).replaceAll(',', ', ')}`,
  )
})
