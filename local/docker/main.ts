import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { dirname, join } from 'node:path'
import { findOrStartEngine } from './engine'
import { prepareStandInBases } from './stand-in-bases'

const folder = join(dirname(dirname(__dirname)), '.slipway', 'docker')

/**
 * `tsx local/docker/main.ts COMMAND …`: runs the command with a Docker engine at hand, the machine's own or one that
 * lives as long as the command. Where there can be none it says why and runs the command all the same.
 */
async function main(): Promise<void> {
  const [command, ...args] = process.argv.slice(2)
  if (command === undefined) throw new Error('say which command needs the engine: tsx local/docker/main.ts COMMAND …')
  const engine = await findOrStartEngine(folder).catch((error: Error) => {
    console.log(`Docker: ${error.message}`)
    return undefined
  })
  try {
    if (engine) console.log(`Docker engine: ${engine.host}`)
    if (engine?.own) await prepareStandInBases(engine.host, folder)
    process.exitCode = await runWith(command, args, engine?.host)
  } finally {
    await engine?.stop()
  }
}

async function runWith(command: string, args: readonly string[], host: string | undefined): Promise<number> {
  const environment = host === undefined ? {} : { DOCKER_HOST: host }
  const child = spawn(command, args, { stdio: 'inherit', env: { ...process.env, ...environment } })
  // A terminal's Ctrl-C reaches the command too: the engine waits for it.
  process.on('SIGINT', () => {})
  process.on('SIGTERM', () => child.kill('SIGTERM'))
  const [code, signal] = await once(child, 'exit')
  return signal === null ? code : 1
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
})
