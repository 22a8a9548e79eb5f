import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { pythonContract } from './generate-contract'

test('slipway/contract.py is what contract.ts generates (npm run contract)', () => {
  expect(readFileSync(join(__dirname, 'src', 'slipway', 'contract.py'), 'utf8')).toBe(pythonContract())
})
