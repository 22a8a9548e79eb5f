import { dirname, join } from 'node:path'
import { findOrStartEngine } from '../local/docker/engine'
import { prepareStandInBases } from '../local/docker/stand-in-bases'

const folder = join(dirname(__dirname), '.slipway', 'docker')

/** Works with a Docker engine at hand for child processes: the machine's own, or one that lives as long as the work. */
export async function withEngine<T>(work: () => Promise<T>): Promise<T> {
  const engine = await findOrStartEngine(folder)
  const before = process.env.DOCKER_HOST
  process.env.DOCKER_HOST = engine.host
  try {
    if (engine.own) await prepareStandInBases(engine.host, folder)
    return await work()
  } finally {
    if (before === undefined) delete process.env.DOCKER_HOST
    else process.env.DOCKER_HOST = before
    await engine.stop()
  }
}
