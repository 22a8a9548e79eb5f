import { checkTerraform } from '../deploy/prerequisites'
import { run } from '../deploy/process'

interface Program {
  readonly command: string
  readonly args: readonly string[]
  readonly what: string
  readonly how: string
}

const programs: readonly Program[] = [
  {
    command: 'dockerd',
    args: ['--version'],
    what: 'a Docker engine of its own, which builds, pushes and runs the images',
    how: 'apt-get install docker.io',
  },
  {
    command: 'docker',
    args: ['--version'],
    what: "the engine's command line",
    how: 'apt-get install docker.io (Debian 13: also docker-cli)',
  },
  {
    command: 'docker-registry',
    args: ['--version'],
    what: 'what keeps the images behind the simulated container registry',
    how: 'apt-get install docker-registry',
  },
  {
    command: 'debootstrap',
    args: ['--version'],
    what: 'what makes the stand-ins of the base images',
    how: 'apt-get install debootstrap',
  },
  {
    command: 'setpriv',
    args: ['--version'],
    what: 'what ends the engine with this command',
    how: 'apt-get install util-linux',
  },
]

/** What the machine lacks, each with how to get it; empty where a rehearsal can begin. */
export async function missingPrerequisites(): Promise<string[]> {
  const lacking = await Promise.all([
    process.platform === 'linux'
      ? []
      : [`Linux: this is ${process.platform}; a virtual machine or a container will do`],
    process.getuid?.() === 0
      ? []
      : ['the rights of root, with which the Docker engine starts: sudo --preserve-env=PATH npm run rehearse'],
    ...programs.map(missingProgram),
  ])
  return lacking.flat()
}

async function missingProgram({ command, args, what, how }: Program): Promise<string[]> {
  return (await run(command, args)).code === 127 ? [`${command}, ${what}: ${how}`] : []
}

/** Why there is no Terraform to rehearse with; empty where there is. */
export const missingTerraform = checkTerraform
