import { dirname, join, resolve } from 'node:path'
import { Command, Option } from 'commander'
import { claimFolder } from './folders'
import { interruption } from './interruption'
import type { Options } from './options'
import { missingPrerequisites, missingTerraform } from './prerequisites'
import { rehearse } from './rehearse'

const root = dirname(__dirname)

/** Exit codes: 0 it passed or was skipped, 1 it failed, 130 somebody stopped it. */
async function main(): Promise<void> {
  const options = readOptions()
  const missing = await missingPrerequisites()
  if (missing.length > 0) {
    console.error(['A rehearsal needs what this machine has not:', ...missing].join('\n  - '))
    process.exitCode = 1
    return
  }
  const noTerraform = await missingTerraform()
  if (noTerraform.length > 0) return skip(noTerraform.join('; '))
  const interrupted = interruption()
  const folders = claimFolder(root, resolve(options.data))
  try {
    const { skipped, passed } = await rehearse(folders, options, interrupted)
    if (skipped !== undefined) return skip(skipped)
    process.exitCode = interrupted.signal.aborted ? 130 : passed ? 0 : 1
  } finally {
    folders.release()
  }
}

/** Nothing was proved, and nobody may overlook that. */
function skip(why: string): void {
  console.log(`\nREHEARSAL SKIPPED: nothing was deployed, nothing was proved. Missing: ${why}\n`)
}

function readOptions(): Options {
  return new Command('npm run rehearse --')
    .description(
      'Deploys everything with the real Terraform providers to a simulated Azure on this machine, uses it and destroys it.',
    )
    .addOption(
      new Option(
        '--scenarios [names...]',
        'afterwards these scenarios and planted mistakes; without names all of them',
      ).conflicts(['quick', 'stack']),
    )
    .option('--quick', 'validate, plan and apply alone, without the resources that their providers wait for longest')
    .option('--keep', 'leave the deployed platform up until Ctrl-C')
    .option('--stack <name>', 'only this stack and those that it reads; nothing is used')
    .option('--data <dir>', 'folder of the rehearsal, which is emptied', join(root, '.slipway', 'rehearsal'))
    .allowExcessArguments(false)
    .parse()
    .opts()
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
})
