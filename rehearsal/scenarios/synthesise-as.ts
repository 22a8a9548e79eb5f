import type { Environment } from '../../environments/environment'
import { rehearsal } from '../../environments/rehearsal'
import { synthesise } from '../../main'

/** `tsx synthesise-as.ts OUTDIR SETTINGS`: the rehearsal's environment with other settings, as JSON. */
async function main(): Promise<void> {
  const [outdir, settings = '{}'] = process.argv.slice(2)
  if (outdir === undefined) throw new Error('say where to: synthesise-as.ts OUTDIR SETTINGS')
  const changed: Partial<Environment> = JSON.parse(settings)
  await synthesise({ ...rehearsal, ...changed }, { outdir })
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
})
