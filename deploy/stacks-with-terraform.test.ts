import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { loggedIn, TestProject } from './testing/project'

/** Real Terraform with its built-in resource and local state: no provider, no network. */
const installed = spawnSync('terraform', ['version']).status === 0
if (!installed) console.warn('Terraform is not installed: the commands are not tried with the real one')
const describeWithTerraform = installed ? describe : describe.skip

const expression = (text: string) => `\${${text}}`

function newProject(): TestProject {
  return new TestProject(['az'])
}

function backend(project: TestProject, name: string) {
  return { path: join(project.folder, 'state', `${name}.tfstate`) }
}

/** Three stacks, each reading what the one before puts out. */
function writeStacks(project: TestProject, further: { lifecycle?: object; jobs?: object } = {}): void {
  const reads = (name: string) => ({
    terraform_remote_state: { [name]: { backend: 'local', config: backend(project, name) } },
  })
  project.stacks({
    api: {
      upstream: ['jobs'],
      json: {
        terraform: { backend: { local: backend(project, 'api') } },
        data: reads('jobs'),
        resource: { terraform_data: { app: { input: expression('data.terraform_remote_state.jobs.outputs.id') } } },
      },
    },
    foundation: {
      json: {
        terraform: { backend: { local: backend(project, 'foundation') } },
        resource: { terraform_data: { storage: { input: 'data', lifecycle: further.lifecycle ?? {} } } },
        output: {
          name: { value: expression('terraform_data.storage.output') },
          secret: { value: expression('terraform_data.storage.id'), sensitive: true },
        },
      },
    },
    jobs: {
      upstream: ['foundation'],
      json: {
        terraform: { backend: { local: backend(project, 'jobs') } },
        data: reads('foundation'),
        resource: {
          terraform_data: {
            job: { input: expression('data.terraform_remote_state.foundation.outputs.name'), ...further.jobs },
          },
        },
        output: { id: { value: expression('terraform_data.job.output') } },
      },
    },
  })
}

describeWithTerraform('a life of three stacks', () => {
  const project = newProject()
  beforeAll(() => writeStacks(project))
  afterAll(() => project.remove())
  const run = (command: string, ...args: string[]) => project.run(command, ['prod', ...args], [loggedIn])

  test('a stack whose upstream is not deployed is planned after it, which is no error', () => {
    const { code, out, err } = run('plan')
    expect(err).toBe('')
    expect(out).toContain('terraform_data.storage will be created')
    expect(out.trim().split('\n').slice(-3)).toEqual([
      'foundation      1 to create',
      'jobs            planned after foundation',
      'api             planned after jobs',
    ])
    expect(code).toBe(0)
  }, 120_000)

  test('deploy keeps to one stack only where what it reads is deployed', () => {
    const { code, err } = run('deploy', '--yes', '--stack', 'jobs')
    expect(err).toContain(
      'jobs reads what foundation puts out, which is not deployed yet: npm run deploy -- prod --stack foundation',
    )
    expect(code).toBe(1)
  }, 120_000)

  test('deploy asks nobody without a terminal', () => {
    const { code, err } = run('deploy', '--stack', 'foundation')
    expect(err).toContain('Apply foundation: nobody can be asked here; give --yes')
    expect(code).toBe(1)
  }, 120_000)

  test('deploy goes through the stacks in order and tells each resource', () => {
    const { code, out, err } = run('deploy', '--yes')
    expect(err).toBe('')
    const order = [
      'foundation (1 of 3)',
      'created terraform_data.storage',
      'jobs (2 of 3)',
      'created terraform_data.job',
      'api (3 of 3)',
      'created terraform_data.app',
      'prod is deployed',
    ]
    expect(order.map((words) => out.indexOf(words))).toEqual(
      order.map((words) => out.indexOf(words)).toSorted((a, b) => a - b),
    )
    expect(order.every((words) => out.includes(words))).toBe(true)
    expect(code).toBe(0)
    expect(project.exists('cdktf.out/stacks/foundation/slipway.tfplan')).toBe(false)
  }, 120_000)

  test('afterwards nothing is left to change', () => {
    const { out } = run('plan')
    expect(out.trim().split('\n').slice(-3)).toEqual([
      'foundation      no changes',
      'jobs            no changes',
      'api             no changes',
    ])
  }, 120_000)

  test('outputs hides what is sensitive', () => {
    const { out } = run('outputs')
    expect(out).toMatch(
      /foundation\n {2}name +data\n {2}secret +\(sensitive\)\n\njobs\n {2}id +data\n\napi\n {2}nothing/,
    )
  }, 120_000)

  test('destroy refuses a stack that another one reads', () => {
    expect(run('destroy', '--yes', '--stack', 'foundation').err).toContain(
      'foundation is still read by jobs, api: destroy those first',
    )
  }, 120_000)

  test('destroy refuses to begin where something is protected, and names it', () => {
    writeStacks(project, { lifecycle: { prevent_destroy: true } })
    const { code, err } = run('destroy', '--yes')
    expect(err).toContain('nothing was destroyed')
    expect(err).toContain('- foundation: terraform_data.storage')
    expect(code).toBe(1)
    writeStacks(project)
    expect(run('plan').out).toContain('api             no changes')
  }, 120_000)

  test('destroy goes back in reverse order and leaves nothing', () => {
    const { code, out, err } = run('destroy', '--yes')
    expect(err).toBe('')
    expect(out).toMatch(
      /destroyed terraform_data\.app[\s\S]*destroyed terraform_data\.job[\s\S]*destroyed terraform_data\.storage/,
    )
    expect(out).toContain('Destroyed: api, jobs, foundation.')
    expect(code).toBe(0)
    expect(run('destroy', '--yes').out).toContain('Nothing is deployed: there is nothing to destroy.')
  }, 120_000)
})

describeWithTerraform('an apply that fails', () => {
  const project = newProject()
  afterAll(() => project.remove())

  test('ends with the import command where something exists already, and with what was not reached', () => {
    const id = '/subscriptions/1/resourceGroups/rg-slipway-prod'
    const message = `a resource with the ID "${id}" already exists - to be managed via Terraform this resource needs to be imported into the State.`
    writeStacks(project, {
      jobs: {
        lifecycle: { postcondition: [{ condition: expression('self.output == "other"'), error_message: message }] },
      },
    })
    const { code, err } = project.run('deploy', ['prod', '--yes'], [loggedIn])
    expect(err).toContain('Error in jobs, terraform_data.job: Resource postcondition failed')
    expect(err).toContain(
      `  terraform -chdir='cdktf.out/stacks/jobs' import 'terraform_data.job' '${id}'\n  npm run deploy -- prod\n`,
    )
    expect(err).toContain('jobs failed; not reached: api. What was made is kept in its state.')
    expect(code).toBe(1)
  }, 120_000)
})
