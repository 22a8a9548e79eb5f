// Runs a command of the Python test environment: node local/in-venv.mjs pytest …
import { spawnSync } from 'node:child_process'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const [command, ...args] = process.argv.slice(2)
const bin = join(dirname(dirname(fileURLToPath(import.meta.url))), '.venv', 'dev', 'bin')
const { status, error } = spawnSync(join(bin, command), args, { stdio: 'inherit' })
if (error) console.error(`${command} is not in ${bin}: run "npm run setup" first`)
process.exit(status ?? 1)
