import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { Testing } from 'cdktf'
import ts from 'typescript'
import { settings as contract } from '../apps/api/contract'
import { parseSettings } from '../apps/api/src/settings'
import { fakeContexts } from '../constructs/testing/fake-contexts'
import { synthesiseStack } from '../constructs/testing/synthesise'
import { loadAlgorithms } from '../environments/algorithms'
import type { Environment } from '../environments/environment'
import { prod } from '../environments/prod'
import { compose } from '../main'

const root = dirname(__dirname)
const work = mkdtempSync(join(tmpdir(), 'api-stack-'))
afterAll(() => rmSync(work, { recursive: true }))

function synthesised(more: Partial<Environment> = {}) {
  const environment = { ...prod, ...more }
  const algorithms = loadAlgorithms(root, environment.algorithms)
  const app = Testing.app()
  compose(app, environment, { algorithms, contexts: fakeContexts(algorithms, work) })
  const stack = synthesiseStack(app, 'api')
  return { stack, settings: stack.only('azurerm_linux_web_app').app_settings as Record<string, string> }
}
const { stack, settings } = synthesised()

test('the API starts with the settings of the stack, and offers each algorithm on each profile', () => {
  const parsed = parseSettings(resolved(settings))
  expect(parsed.algorithms.map(({ manifest, jobs }) => [manifest.name, jobs])).toEqual([
    ['highs', Object.fromEntries(Object.keys(prod.compute.profiles).map((profile) => [profile, 4711]))],
  ])
  expect(parsed).toMatchObject({
    maxConcurrentRuns: prod.limits.concurrentRuns,
    runsPerCallerAndDay: prod.limits.runsPerCallerAndDay,
    retentionDays: prod.limits.runRetentionDays,
    databricksClient: null,
  })
})

test('a run on a larger or an on-demand node is charged more', () => {
  const [{ eurPerHour = {} } = {}] = parseSettings(resolved(settings)).algorithms
  const { small = 0, large = 0 } = eurPerHour
  expect(eurPerHour['small-spot']).toBeGreaterThan(0)
  expect(small).toBeGreaterThan(eurPerHour['small-spot'] ?? 0)
  expect(large).toBeGreaterThan(small)
})

test('secrets are references to the vault, and none is in the stack', () => {
  expect(settings.GRANT_KEYS).toMatch(/^@Microsoft\.KeyVault\(SecretUri=\$\{.+\}secrets\/grant-keys\)$/)
  expect(stack.all('azurerm_key_vault_secret')).toEqual([])
  expect(stack.json.variable).toBeUndefined()
})

test('the older way puts the secret of the service principal into the vault from a sensitive variable', () => {
  const older = synthesised({ databricksAuthentication: { kind: 'service-principal', clientId: 'client' } })
  expect(older.settings).toMatchObject({
    DATABRICKS_CLIENT_ID: 'client',
    DATABRICKS_CLIENT_SECRET: expect.stringMatching(/^@Microsoft\.KeyVault\(SecretUri=.+secrets\/.+\)$/),
  })
  expect(older.stack.json.variable).toMatchObject({ databricks_client_secret: { sensitive: true } })
  expect(parseSettings(resolved(older.settings)).databricksClient).toMatchObject({ id: 'client' })
})

test("with Databricks' own message in Teams nobody acknowledges notifications, and no webhook ends", () => {
  const teams = synthesised({ notifications: { route: 'databricks-teams' } })
  expect(teams.settings.NOTIFICATION_GRACE_SECONDS).toBe('0')
  const queries = (one: typeof stack) => JSON.stringify(one.all('azurerm_monitor_scheduled_query_rules_alert_v2'))
  expect(queries(stack)).toContain('webhook')
  expect(queries(teams.stack)).not.toContain('webhook')
})

test('a setting that the API declares and the stack does not supply is a compile error in the stack', () => {
  expect(errorsWith('PORT: {', "NEW_SETTING: { type: 'string', secret: false, describe: '' }, PORT: {")).toEqual([
    expect.stringMatching(/^stacks\/api\.ts: Property 'NEW_SETTING' is missing/),
  ])
})

test('a renamed setting is a compile error in the stack, and the contract as it is compiles', () => {
  expect(errorsWith('GRANT_KEYS: {', 'SEALING_KEYS: {')).toEqual([
    expect.stringMatching(/^stacks\/api\.ts: .*'GRANT_KEYS' does not exist/),
  ])
  expect(errorsWith('GRANT_KEYS: {', 'GRANT_KEYS: {')).toEqual([])
})

/** As Terraform and Key Vault would fill them in. */
function resolved(values: Record<string, string>): Record<string, string> {
  const whole: Record<string, string> = {
    GRANT_KEYS: Buffer.alloc(32).toString('base64'),
    APPLICATIONINSIGHTS_CONNECTION_STRING:
      'InstrumentationKey=00000000-0000-0000-0000-000000000000;IngestionEndpoint=https://in.example/',
    ...(values.DATABRICKS_CLIENT_SECRET !== '' && { DATABRICKS_CLIENT_SECRET: 'resolved' }),
  }
  const part = (name: string, value: string) => {
    if (name === 'ALGORITHMS') return '4711'
    return contract[name as keyof typeof contract]?.type === 'url' && value.startsWith('$') ? 'https://a.example' : 'a'
  }
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      name,
      whole[name] ?? value.replace(/\$\{[^}]+\}/g, part(name, value)),
    ]),
  )
}

/** Compiles the stack against a changed contract; of packages nothing is read, since their types do not matter here. */
function errorsWith(from: string, to: string): string[] {
  const contract = join(root, 'apps', 'api', 'contract.ts')
  const { config } = ts.readConfigFile(join(root, 'tsconfig.json'), ts.sys.readFile)
  const { options } = ts.parseJsonConfigFileContent({ compilerOptions: config.compilerOptions }, ts.sys, root)
  const host = ts.createCompilerHost(options)
  const packages = join(work, 'packages.d.ts')
  const texts: Record<string, string> = {
    [contract]: (ts.sys.readFile(contract) ?? '').replace(from, to),
    [packages]:
      "declare module 'cdktf'; declare module '@cdktf/*'; declare module 'constructs' { class Construct {} } declare module 'node:*'",
  }
  const { getSourceFile, fileExists } = host
  host.fileExists = (file) => file in texts || fileExists(file)
  host.readFile = (file) => texts[file] ?? ts.sys.readFile(file)
  host.getSourceFile = (file, language, ...rest) => {
    const text = texts[file]
    return text === undefined ? getSourceFile(file, language, ...rest) : ts.createSourceFile(file, text, language)
  }
  host.resolveModuleNameLiterals = (literals, containing) =>
    literals.map(({ text }) => {
      const file = text.startsWith('.') ? join(dirname(containing), `${text}.ts`) : undefined
      return { resolvedModule: file ? { resolvedFileName: file, extension: '.ts' } : undefined }
    })
  const program = ts.createProgram([join(root, 'stacks', 'api.ts'), packages], { ...options, types: [] }, host)
  const stackFile = program.getSourceFile(join(root, 'stacks', 'api.ts'))
  return program
    .getSemanticDiagnostics(stackFile)
    .map(
      ({ file, messageText }) =>
        `${file?.fileName.slice(root.length + 1)}: ${ts.flattenDiagnosticMessageText(messageText, ' ')}`,
    )
}
