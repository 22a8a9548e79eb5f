import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { callerEnvironment } from './child-environment'
import type { LiveWebApp } from './life/web-app'
import type { Rehearsal } from './rehearsal'

/** Says how to use what is deployed, and waits for Ctrl-C. */
export async function explore(
  { platform, folders, surroundings, stacks }: Rehearsal,
  { api }: Pick<LiveWebApp, 'api'>,
): Promise<void> {
  const caller = shellFile(
    join(folders.work, 'caller.sh'),
    callerEnvironment(platform, platform.callers.granted, { home: folders.home, api }),
  )
  const deployer = shellFile(join(folders.work, 'deployer.sh'), surroundings.env ?? {})
  const [foundation] = stacks
  console.log(
    [
      '',
      'The deployed platform stays up until Ctrl-C. In other terminals, in this folder:',
      '',
      '  Solve a model, as a caller with the role to submit:',
      `    (. ${caller} && npx slipway submit samples/facility-location/small.mps --wait)`,
      '  Ask the API by its real name:',
      `    (. ${caller} && curl --proxy "$HTTPS_PROXY" --cacert "$NODE_EXTRA_CA_CERTS" ${api}/health/ready)`,
      '  See what Terraform would change, as the deployer:',
      `    (. ${deployer} && terraform -chdir=${foundation?.folder} plan)`,
      '',
      `  API           ${api} (through the proxy only)`,
      `  Teams         ${platform.teamsUrl}`,
      `  Simulator     ${platform.controlUrl}/__emulator/resources`,
      `  Transcript    ${platform.transcriptFile}`,
      `  Docker        DOCKER_HOST=${platform.dockerHost} docker ps`,
      '',
    ].join('\n'),
  )
  const { signal } = surroundings
  await new Promise<void>((stop) => {
    // Waiting alone would not keep this process.
    const timer = setInterval(() => {}, 60_000)
    const end = () => {
      clearInterval(timer)
      stop()
    }
    if (!signal || signal.aborted) end()
    else signal.addEventListener('abort', end, { once: true })
  })
}

/** A file that a shell reads the environment from: it holds credentials, of the simulated Azure only. */
function shellFile(path: string, environment: NodeJS.ProcessEnv): string {
  const lines = Object.entries(environment)
    // Who explores has a home and a terminal of their own.
    .filter(([name]) => name !== 'PATH')
    .map(([name, value = '']) => `export ${name}='${value.replaceAll("'", "'\\''")}'`)
  writeFileSync(path, `${lines.join('\n')}\n`, { mode: 0o600 })
  return path
}
