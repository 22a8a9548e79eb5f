import { appRoles } from '../apps/api/contract'
import { composeUnbuilt } from '../deploy/compose-unbuilt'
import { dev } from '../environments/dev'
import type { Environment } from '../environments/environment'
import { environments } from '../environments/environments'
import { hardened } from '../environments/hardened'
import { prod } from '../environments/prod'
import { rehearsal } from '../environments/rehearsal'
import { accessRows, accessTable, networkTable } from '../review/access-table'
import { type Attributes, type Graph, readGraph, type StackJson } from '../review/graph'
import { synthAll } from './synth'

/** Any day on which the environments' dates are in order. */
const today = new Date('2026-11-24T00:00:00Z')

const synthesise = (environment: Environment) => composeUnbuilt(environment, today, synthAll)
const production = synthesise(prod)
const productionGraph = readGraph(production)

const each = (graph: Graph, ...types: string[]) => graph.resources(...types).map(({ attributes }) => attributes)

describe('what a reviewer reads of production', () => {
  test.each(Object.keys(production))('stack %s', (name) => {
    expect(production[name]).toMatchSnapshot()
    // What is longer is not read.
    expect(JSON.stringify(production[name], null, 2).split('\n').length).toBeLessThan(1_500)
  })

  test('who may do what, and from where', () => {
    expect(`\n${accessTable(productionGraph)}\n\n${networkTable(productionGraph)}\n`).toMatchSnapshot()
  })
})

describe('whatever else changes, in every environment', () => {
  const all = Object.values(environments).map((environment): [string, Graph, Record<string, StackJson>] => {
    const stacks = environment === prod ? production : synthesise(environment)
    return [environment.name, readGraph(stacks), stacks]
  })

  test.each(all)('%s has the six stacks, each with a state of its own reached by Entra alone', (name, _, stacks) => {
    expect(Object.keys(stacks)).toEqual(['foundation', 'databricks', 'images', 'notifications', 'jobs', 'api'])
    for (const [stack, json] of Object.entries(stacks)) {
      expect(json).toHaveProperty('terraform.backend.azurerm', {
        container_name: name,
        key: `${stack}.tfstate`,
        resource_group_name: 'rg-slipway-state',
        storage_account_name: 'stslipwaystate',
        use_azuread_auth: true,
      })
    }
  })

  test.each(all)('%s lets every identity reach what it has a right to', (_, graph) => {
    const rows = accessRows(graph)
    expect(rows.length).toBeGreaterThan(10)
    expect(rows.filter(({ path }) => path === 'blocked')).toEqual([])
  })

  test.each(all)('%s gives no runtime identity a right to change the deployment', (_, graph) => {
    const rights = each(graph, 'azurerm_role_assignment').map(({ role_definition_name: role }) => role)
    expect([...new Set(rights)].sort()).toEqual([
      'AcrPull',
      'Key Vault Secrets Officer',
      'Key Vault Secrets User',
      'Monitoring Metrics Publisher',
      'Storage Blob Data Contributor',
      'Storage Table Data Contributor',
    ])
    const officers = accessRows(graph).filter(({ right }) => right === 'Key Vault Secrets Officer')
    expect(officers.map(({ identity }) => identity)).toEqual(['deployer'])
  })

  test.each(all)(
    '%s runs jobs as an identity that may read its secrets, create clusters by policy, and nothing else',
    (_, graph) => {
      const job = accessRows(graph).filter(({ identity }) => identity.endsWith('-job'))
      expect([...new Set(job.map(({ right }) => right))].sort()).toEqual(['CAN_USE', 'READ', 'runs as'])
    },
  )

  test.each(all)(
    '%s names no secret: each comes from a sensitive variable, or is made where it is used',
    (_, graph, stacks) => {
      for (const { value } of each(graph, 'azurerm_key_vault_secret')) expect(value).toMatch(/^\$\{.+\}$/s)
      for (const { string_value } of each(graph, 'databricks_secret')) expect(string_value).toMatch(/^\$\{.+\}$/s)
      const variables = Object.values(stacks).flatMap(({ variable = {} }) => Object.entries(variable))
      expect(variables.length).toBeGreaterThan(0)
      for (const [name, variable] of variables) {
        expect([name, variable]).toEqual([name, expect.objectContaining({ sensitive: true })])
        expect(variable).not.toHaveProperty('default')
      }
    },
  )

  test.each(all)('%s hands no secret from one stack to another', (_, graph, stacks) => {
    const secret =
      /azurerm_container_registry_token_password|azurerm_automation_webhook|var\.|terraform_data|connection_string|_key\b/
    const outputs = Object.values(stacks).flatMap(({ output = {} }) => Object.values(output))
    expect(outputs.length).toBeGreaterThan(10)
    for (const { value } of outputs) expect(String(value)).not.toMatch(secret)
    expect(graph.stacks).toContain('jobs')
  })

  test.each(all)('%s starts jobs from images by digest only, never twice, and never without an end', (_, graph) => {
    const jobs = each(graph, 'databricks_job')
    expect(jobs.length).toBeGreaterThan(0)
    for (const job of jobs) {
      expect(job).toMatchObject({ queue: { enabled: true }, max_concurrent_runs: expect.any(Number) })
      expect(Number(job.timeout_seconds)).toBeGreaterThan(0)
    }
  })
})

describe('how the other environments differ from production', () => {
  const of = (environment: Environment) => readGraph(synthesise(environment))
  const one = (graph: Graph, type: string): Attributes => each(graph, type)[0] ?? {}

  test('dev can be thrown away, and offers less', () => {
    const graph = of(dev)
    expect(one(graph, 'azurerm_key_vault')).toMatchObject({ purge_protection_enabled: false })
    expect(one(productionGraph, 'azurerm_key_vault')).toMatchObject({ purge_protection_enabled: true })
    expect(each(graph, 'databricks_job').map(({ name }) => name)).toEqual(['highs-small', 'highs-small-spot'])
    expect(each(graph, 'azurerm_automation_schedule')).toEqual([])
    expect(each(graph, 'azurerm_storage_account')).toMatchObject([{ lifecycle: { prevent_destroy: false } }])
  })

  test('hardened hides its nodes behind a NAT gateway and pays for a larger plan and a second region', () => {
    const graph = of(hardened)
    expect(each(graph, 'azurerm_nat_gateway')).toHaveLength(1)
    expect(each(graph, 'azurerm_subnet_nat_gateway_association')).toHaveLength(2)
    expect(one(graph, 'azurerm_databricks_workspace')).toMatchObject({ custom_parameters: { no_public_ip: true } })
    expect(one(graph, 'azurerm_service_plan')).toMatchObject({ sku_name: 'P0v3' })
    expect(one(graph, 'azurerm_storage_account')).toMatchObject({ account_replication_type: 'GRS' })
    expect(each(productionGraph, 'azurerm_nat_gateway')).toEqual([])
    expect(one(productionGraph, 'azurerm_databricks_workspace')).toMatchObject({
      custom_parameters: { no_public_ip: false },
    })
  })

  test('base images of its own are what the images are built on', () => {
    const graph = of({ ...prod, baseImages: { api: 'cr.example/node:24', algorithms: 'cr.example/python:17.3-LTS' } })
    const bases = (one: Graph) =>
      Object.fromEntries(
        one
          .resources('docker_image')
          .map(({ name, attributes: { build } }) => [name, (build as { build_args?: object }).build_args]),
      )
    expect(bases(graph)).toEqual({
      api: { BASE: 'cr.example/node:24' },
      'algorithm-highs': { BASE: 'cr.example/python:17.3-LTS' },
    })
    expect(Object.values(bases(productionGraph))).toEqual([undefined, undefined])
  })

  test('rehearsal is production under other names, and lets itself be destroyed', () => {
    const renamed = JSON.parse(
      JSON.stringify(synthesise(rehearsal))
        .replaceAll('rehearsal', 'prod')
        .replaceAll(/(kvslipwayprod|crslipwayprod|stslipwayprod|app-slipway-prod-)[0-9a-f]{6}/g, '$1'),
    )
    const expected = JSON.parse(
      JSON.stringify(production)
        .replaceAll(/(kvslipwayprod|crslipwayprod|stslipwayprod|app-slipway-prod-)[0-9a-f]{6}/g, '$1')
        .replaceAll('"prevent_destroy":true', '"prevent_destroy":false'),
    )
    expect(renamed).toEqual(expected)
  })

  test('each has app roles for callers and for the runbook, of the names that the API checks', () => {
    const roles = Object.values(appRoles).sort()
    for (const environment of [dev, hardened, rehearsal]) {
      const { app_role } = one(of(environment), 'azuread_application') as { app_role: { value: string }[] }
      expect(app_role.map(({ value }) => value).sort()).toEqual(roles)
    }
  })
})
