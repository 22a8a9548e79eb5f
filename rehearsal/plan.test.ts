import { randomUUID } from 'node:crypto'
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { composeUnbuilt } from '../deploy/compose-unbuilt'
import { namespaces } from '../deploy/provider-namespaces'
import { notInstalled, requiredProviders } from '../deploy/providers'
import { readStacks, type Stack } from '../deploy/stacks'
import { dropPlan, init, plan } from '../deploy/terraform'
import { rehearsal } from '../environments/rehearsal'
import {
  type AzureUnderTest,
  clientIdOf,
  objectIdOf,
  startAzureUnderTest,
  subscription,
  subscriptionId,
  tenantId,
} from '../local/azure/testing/azure-under-test'
import { terraformEnvironment } from './child-environment'
import { prepareProviders } from './providers'

const group = `${subscription}/resourceGroups/rg-slipway-rehearsal`
/** Where Azure keeps what other stacks name by its id. */
const folders: Readonly<Record<string, string>> = {
  azurerm_databricks_workspace: 'Microsoft.Databricks/workspaces',
  azurerm_key_vault: 'Microsoft.KeyVault/vaults',
  azurerm_log_analytics_workspace: 'Microsoft.OperationalInsights/workspaces',
  azurerm_monitor_action_group: 'Microsoft.Insights/actionGroups',
  azurerm_subnet: 'Microsoft.Network/virtualNetworks/vnet/subnets',
  azurerm_subnet_network_security_group_association: 'Microsoft.Network/virtualNetworks/vnet/subnets',
  azurerm_user_assigned_identity: 'Microsoft.ManagedIdentity/userAssignedIdentities',
  azurerm_virtual_network: 'Microsoft.Network/virtualNetworks',
}

const environment = { ...rehearsal, subscriptionId, tenantId }
const names = ['foundation', 'databricks', 'images', 'notifications', 'jobs', 'api']
const folder = mkdtempSync(join(tmpdir(), 'slipway-plan-'))
const stacks = writeStacks()
const missing = notInstalled(requiredProviders(stacks.map(({ synthesised }) => synthesised)))
if (missing.length > 0) {
  console.warn(`terraform plan is SKIPPED: not in Terraform's local plugin folder are ${missing.join(', ')}`)
}
const described = missing.length === 0 ? describe : describe.skip

let azure: AzureUnderTest
let engine: Server

afterAll(() => rmSync(folder, { recursive: true }))

described('with the real providers, before anything is deployed', () => {
  beforeAll(async () => {
    azure = await startAzureUnderTest()
    engine = await startEngine(join(folder, 'docker.sock'))
    for (const namespace of namespaces) await azure.good('POST', `${subscription}/providers/${namespace}/register`)
    await deployWhatIsRead()
    await prepareProviders(stacks, { cache: join(folder, 'none'), configFile: join(folder, 'terraform.rc') })
  }, 60_000)
  afterAll(async () => {
    await azure.close()
    engine.close()
  })

  test.each(names)(
    'the stack %s can be planned, and creates all that it has',
    async (name) => {
      const stack = stackNamed(name)
      const within = { env: environmentOf(), limitSeconds: 60 }
      await init(stack, 'rehearsal', within)
      const { failed, diagnostics, changes } = await plan(stack, 'show', within)
      dropPlan(stack)
      expect({ failed, diagnostics }).toEqual({ failed: false, diagnostics: [] })
      expect(changes.map(({ address, action }) => `${action} ${address}`).sort()).toEqual(
        addressesOf(stack)
          .map((address) => `create ${address}`)
          .sort(),
      )
    },
    90_000,
  )
})

/** Every stack as it is synthesised, but for its state: its own is empty, and those that it reads are made up. */
function writeStacks(): Stack[] {
  composeUnbuilt(environment, new Date(), (app) => {
    app.synth()
    cpSync(app.outdir, folder, { recursive: true })
  })
  const found = readStacks({ folder, output: '.', app: '' })
  for (const { folder: place, name } of found) {
    const json = JSON.parse(readFileSync(join(place, 'cdk.tf.json'), 'utf8'))
    json.terraform.backend = { local: { path: join(place, 'own.tfstate') } }
    for (const state of Object.values<Record<string, unknown>>(json.data?.terraform_remote_state ?? {})) {
      const { key } = state.config as { key: string }
      Object.assign(state, { backend: 'local', config: { path: join(folder, key) } })
    }
    writeFileSync(join(place, 'cdk.tf.json'), JSON.stringify(json))
    const outputs = Object.entries<{ value: string }>(json.output ?? {}).map(([output, { value }]) => [
      output,
      { value: madeUp(value, json.resource), type: 'string' },
    ])
    const state = { version: 4, terraform_version: '1.11.4', serial: 1, lineage: randomUUID(), resources: [] }
    writeFileSync(join(folder, `${name}.tfstate`), JSON.stringify({ ...state, outputs: Object.fromEntries(outputs) }))
  }
  return found
}

type Resources = Record<string, Record<string, Record<string, string>>>

/** What an output could be, of the form that the providers demand. */
function madeUp(value: string, resources: Resources): string {
  const [, type = '', id = '', attribute = ''] = /\$\{(\w+)\.([\w-]+)\.(\w+)\}$/.exec(value) ?? []
  const name = resources[type]?.[id]?.name ?? 'one'
  const known: Readonly<Record<string, string>> = {
    id: folders[type] ? `${group}/providers/${folders[type]}/${name}` : '1',
    name,
    client_id: '77777777-7777-4777-8777-777777777777',
    login_server: `${name}.azurecr.io`,
    primary_blob_endpoint: `https://${name}.blob.core.windows.net/`,
    primary_table_endpoint: `https://${name}.table.core.windows.net/`,
    sha256_digest: `sha256:${'0'.repeat(64)}`,
    vault_uri: `https://${name}.vault.azure.net/`,
    workspace_url: 'adb-1.2.azuredatabricks.net',
  }
  if (type === '') return value
  const made = known[attribute]
  if (made === undefined) throw new Error(`make up what ${value} could be`)
  return made
}

/** What a data source reads while the stack is planned. */
async function deployWhatIsRead(): Promise<void> {
  const location = environment.location
  await azure.good('PUT', group, { location })
  await azure.good('PUT', `${group}/providers/Microsoft.Insights/components/appi-slipway-rehearsal`, {
    location,
    kind: 'web',
    properties: { Application_Type: 'web' },
  })
}

function environmentOf(): Record<string, string> {
  const deployer = { clientId: clientIdOf('deployer'), objectId: objectIdOf('deployer') }
  return terraformEnvironment(
    {
      ...{ tenantId, subscriptionId, caFile: azure.azure.caFile, proxyUrl: azure.proxyUrl },
      deployer: { ...deployer, clientSecret: 'secret-of-deployer' },
      dockerHost: `unix://${join(folder, 'docker.sock')}`,
      teamsWebhookUrl: 'https://teams.example/hook',
    },
    { home: folder, terraformConfig: join(folder, 'terraform.rc') },
  )
}

/** A Docker engine that is only asked whether it is there. */
function startEngine(socket: string): Promise<Server> {
  const server = createServer((_request, response) => {
    response.setHeader('content-type', 'application/json')
    response.setHeader('api-version', '1.44')
    response.end('"OK"')
  })
  return new Promise((listening) => server.listen(socket, () => listening(server)))
}

function stackNamed(name: string): Stack {
  const found = stacks.find((stack) => stack.name === name)
  if (!found) throw new Error(`there is no stack ${name}`)
  return found
}

function addressesOf({ synthesised: { resource = {} } }: Stack): string[] {
  return Object.entries(resource).flatMap(([type, named]) => Object.keys(named).map((id) => `${type}.${id}`))
}
