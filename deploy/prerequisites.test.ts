import { loggedIn, subscription, TestProject, tenant } from './testing/project'

const project = new TestProject()
afterAll(() => project.remove())
project.stacks({
  images: { json: { terraform: { required_providers: { docker: {} } } } },
  api: { json: { variable: { teams_webhook_url: { sensitive: true }, size: { default: 'B1' } } } },
})
const terraform = { call: '^terraform version', out: { terraform_version: '1.11.4' } }
const docker = { call: '^docker version', out: '28.0.0' }

test('plan names all that is missing at once, before Terraform is asked for anything', () => {
  const { code, out, err, calls } = project.run(
    'plan',
    ['prod'],
    [
      { call: '^az account show', out: { id: 'another', tenantId: tenant } },
      { call: '^terraform version', out: { terraform_version: '1.9.8' } },
      { call: '^docker version', err: 'Cannot connect to the Docker daemon', code: 1 },
    ],
  )
  expect(code).toBe(1)
  expect(out).toContain(`Needs: settings of environments/prod.ts without placeholders; the Azure CLI, logged in to`)
  expect(out).toContain('Terraform 1.11.0 or newer; a Docker engine (for images); TF_VAR_teams_webhook_url (for api)')
  expect(err).toContain('4 things are missing')
  expect(err).toContain(`subscription ${subscription}: az uses another; az account set --subscription ${subscription}`)
  expect(err).toContain('Terraform 1.11.0 or newer: version 1.9.8 is installed')
  expect(err).toContain('a Docker engine that answers, for images: Cannot connect to the Docker daemon')
  expect(err).toContain('TF_VAR_teams_webhook_url: a secret of the stack api')
  expect(err).not.toContain('TF_VAR_size')
  expect(calls.filter((call) => call.startsWith('terraform'))).toEqual(['terraform version -json'])
})

test.each([
  ['no Azure CLI', [{ call: '^az', code: 127 }, terraform, docker], 'the Azure CLI (az): https://'],
  ['no login', [{ call: '^az', code: 1 }, terraform, docker], `a login: az login --tenant ${tenant}`],
  [
    'a login to another tenant',
    [{ call: '^az', out: { id: subscription, tenantId: 'other' } }, terraform, docker],
    `a login to tenant ${tenant}: az is logged in to other; az login --tenant ${tenant}`,
  ],
  ['no Terraform', [loggedIn, { call: '^terraform', code: 127 }, docker], 'Terraform 1.11.0 or newer: https://'],
  ['no Docker', [loggedIn, terraform, { call: '^docker', code: 127 }], 'Docker, for images: https://'],
])('with %s deploy says so and how to get it', (_label, answers, message) => {
  const { code, err } = project.run('deploy', ['prod', '--yes'], answers, { TF_VAR_teams_webhook_url: 'https://x' })
  expect(err).toContain(`one thing is missing:\n  - ${message}`)
  expect(code).toBe(1)
})

test.each(['plan', 'deploy', 'bootstrap'])('%s refuses the placeholders of the example', (command) => {
  const { code, err } = project.run(command, ['example'], [loggedIn, terraform, docker])
  expect(err).toContain(
    'subscriptionId of environment prod: it is the placeholder 00000000-0000-0000-0000-000000000000',
  )
  expect(err).toContain('tenantId of environment prod: it is the placeholder')
  expect(err).toContain('203.0.113.10 is an address for examples')
  expect(err).toContain('platform@example.com reaches nobody')
  expect(code).toBe(1)
})

test('synth needs nothing, not even a subscription', () => {
  const { code, out, calls } = project.run('synth', ['example'])
  expect(out).toBe(
    'images          cdktf.out/stacks/images/cdk.tf.json\napi             cdktf.out/stacks/api/cdk.tf.json\n',
  )
  expect(calls).toEqual([])
  expect(code).toBe(0)
})

test('without an environment a command says how it is started', () => {
  const { code, err } = project.run('plan', [])
  expect(err).toBe(
    "error: missing required argument 'env'\nusage: npm run plan -- ENV, with ENV one of dev, prod, hardened, rehearsal\n",
  )
  expect(code).toBe(1)
})

test('an unknown environment or stack is refused with those that there are', () => {
  expect(project.run('plan', ['staging']).err).toContain(
    'there is no environment "staging": it must be one of prod, example',
  )
  expect(project.run('plan', ['prod', '--stack', 'web']).err).toContain(
    'there is no stack "web": it must be one of images, api',
  )
})

test('a synth that fails is told with its own words', () => {
  const broken = new TestProject()
  broken.write('cdktf.json', { app: 'echo "location is missing" >&2; exit 3' })
  expect(broken.run('plan', ['prod']).err).toContain('synth failed (exit code 3)\nlocation is missing')
  broken.remove()
})
