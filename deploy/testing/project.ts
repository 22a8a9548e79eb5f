import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'

const repository = dirname(dirname(__dirname))
export const subscription = '11111111-2222-3333-4444-555555555555'
export const tenant = '66666666-7777-8888-9999-000000000000'

/** The first answer whose pattern fits a call is given. */
export interface Answer {
  /** An extended regular expression, as Bash knows them. */
  readonly call: string
  readonly out?: unknown
  readonly err?: string
  readonly code?: number
}

/** The Azure CLI, logged in as the environment wants it. */
export const loggedIn: Answer = {
  call: '^az account show',
  out: { id: subscription, tenantId: tenant, user: { name: 'dana@contoso.com', type: 'user' } },
}

/** A project in a temporary folder, with programs that answer as they are told. */
export class TestProject {
  readonly folder = mkdtempSync(join(tmpdir(), 'slipway-deploy-'))
  readonly #programs = join(this.folder, 'bin')

  constructor(programs: readonly string[] = ['az', 'docker', 'terraform']) {
    mkdirSync(this.#programs)
    const fake = readFileSync(join(__dirname, 'fake-program.sh'), 'utf8')
    for (const program of programs) {
      writeFileSync(join(this.#programs, program), `#!/usr/bin/env bash\nset -- ${program} "$@"\n${fake}`, {
        mode: 0o755,
      })
    }
    this.write('cdktf.json', { app: 'echo synthesised >> synth.log', output: 'cdktf.out' })
    this.write(
      'environments/environments.ts',
      `import { prod as example } from '${join(repository, 'environments', 'prod')}'
       const prod = {
         ...example,
         subscriptionId: '${subscription}',
         tenantId: '${tenant}',
         network: { ...example.network, deployerIpRanges: ['20.1.2.3'] },
         budget: { ...example.budget, mailAddresses: ['platform@contoso.com'] },
       }
       export const environments = { prod, example }\n`,
    )
  }

  write(path: string, content: unknown): void {
    mkdirSync(dirname(join(this.folder, path)), { recursive: true })
    writeFileSync(join(this.folder, path), typeof content === 'string' ? content : JSON.stringify(content))
  }

  read(path: string): string {
    return readFileSync(join(this.folder, path), 'utf8')
  }

  /** Writes what a synth would: each stack with the stacks that it depends on. */
  stacks(stacks: Readonly<Record<string, { upstream?: readonly string[]; warning?: string; json: object }>>): void {
    const manifest = Object.fromEntries(
      Object.entries(stacks).map(([name, { upstream = [], warning }]) => {
        const annotations = warning === undefined ? [] : [{ level: '@cdktf/warn', message: warning }]
        return [name, { name, synthesizedStackPath: `stacks/${name}/cdk.tf.json`, dependencies: upstream, annotations }]
      }),
    )
    this.write('cdktf.out/manifest.json', { version: '0.21.0', stacks: manifest })
    for (const [name, { json }] of Object.entries(stacks)) this.write(`cdktf.out/stacks/${name}/cdk.tf.json`, json)
  }

  /** Starts a command as npm does: in the project's folder. */
  run(command: string, args: readonly string[], answers: readonly Answer[] = [], variables: NodeJS.ProcessEnv = {}) {
    rmSync(join(this.#programs, 'answers'), { recursive: true, force: true })
    for (const [index, { call, out = '', err = '', code = 0 }] of answers.entries()) {
      const folder = `bin/answers/${String(index).padStart(3, '0')}`
      this.write(`${folder}/call`, call)
      this.write(`${folder}/out`, out)
      this.write(`${folder}/err`, err)
      this.write(`${folder}/code`, String(code))
    }
    this.write('bin/calls.log', '')
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      // What the command `tsx` starts as a second process.
      [
        ...['--require', require.resolve('tsx/preflight'), '--import', pathToFileURL(require.resolve('tsx')).href],
        ...[join(repository, 'deploy', `${command}.ts`), ...args],
      ],
      {
        cwd: this.folder,
        encoding: 'utf8',
        env: { PATH: `${this.#programs}:${process.env.PATH}`, HOME: this.folder, ...variables },
      },
    )
    return { code: status, out: stdout, err: stderr, calls: this.read('bin/calls.log').split('\n').filter(Boolean) }
  }

  exists(path: string): boolean {
    return existsSync(join(this.folder, path))
  }

  remove(): void {
    rmSync(this.folder, { recursive: true })
  }
}
