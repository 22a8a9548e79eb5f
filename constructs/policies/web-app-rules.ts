import { settings } from '../../apps/api/contract'
import { type Attributes, block, refersTo, rulesOf } from './rule'

const site = (app: Attributes) => block(app, 'site_config')
const identityOf = (app: Attributes) => String(block(app, 'identity').type ?? '')
const secretSettings = Object.entries(settings).flatMap(([name, { secret }]) => (secret ? [name] : []))
const isVaultReference = (value: unknown) => /^@Microsoft\.KeyVault\(SecretUri=.+\)$/.test(String(value))

export const webAppRules = [
  ...rulesOf('azurerm_linux_web_app', [
    { id: 'CKV_AZURE_14', demand: 'https_only must be true', holds: (app) => app.https_only === true },
    {
      id: 'CKV_AZURE_15',
      demand: 'site_config.minimum_tls_version must be 1.2 or 1.3',
      holds: (app) => ['1.2', '1.3'].includes(String(site(app).minimum_tls_version)),
    },
    {
      id: 'SLIPWAY_WEB_APP_AUTHENTICATION',
      demand: 'auth_settings_v2 must be enabled with Entra, so that a token is checked before the app sees a request',
      holds: (app) => {
        const auth = block(app, 'auth_settings_v2')
        return auth.auth_enabled === true && Object.keys(block(auth, 'active_directory_v2')).length > 0
      },
    },
    { id: 'CKV_AZURE_16', demand: 'it must have a managed identity', holds: (app) => identityOf(app) !== '' },
    { id: 'CKV_AZURE_71', demand: 'it must have a managed identity', holds: (app) => identityOf(app) !== '' },
    {
      id: 'CKV_AZURE_17',
      demand: 'client certificates should be required',
      holds: (app) => app.client_certificate_enabled === true,
    },
    {
      id: 'CKV_AZURE_18',
      demand: 'site_config.http2_enabled must be true',
      holds: (app) => site(app).http2_enabled === true,
    },
    {
      id: 'CKV_AZURE_57',
      demand: 'site_config.cors may not allow every origin',
      holds: (app) => !JSON.stringify(block(site(app), 'cors')).includes('"*"'),
    },
    {
      id: 'CKV_AZURE_72',
      demand: 'site_config.remote_debugging_enabled must be false',
      holds: (app) => site(app).remote_debugging_enabled !== true,
    },
    {
      id: 'CKV_AZURE_78',
      demand: 'site_config.ftps_state must be Disabled',
      holds: (app) => site(app).ftps_state === 'Disabled',
    },
    {
      id: 'CKV_AZURE_63',
      demand: 'logs.http_logs must be kept',
      holds: (app) => Object.keys(block(block(app, 'logs'), 'http_logs')).length > 0,
    },
    {
      id: 'CKV_AZURE_65',
      demand: 'logs.detailed_error_messages must be true',
      holds: (app) => block(app, 'logs').detailed_error_messages === true,
    },
    {
      id: 'CKV_AZURE_66',
      demand: 'logs.failed_request_tracing must be true',
      holds: (app) => block(app, 'logs').failed_request_tracing === true,
    },
    {
      id: 'CKV_AZURE_88',
      demand: 'storage_account should mount Azure Files',
      holds: (app) => block(app, 'storage_account').type === 'AzureFiles',
    },
    {
      id: 'CKV_AZURE_213',
      demand: 'site_config.health_check_path must be set',
      holds: (app) => Boolean(site(app).health_check_path),
    },
    {
      id: 'CKV_AZURE_214',
      demand: 'site_config.always_on must be true',
      holds: (app) => site(app).always_on === true,
    },
    {
      id: 'CKV_AZURE_222',
      demand: 'public_network_access_enabled should be false',
      holds: (app) => app.public_network_access_enabled === false,
    },
    {
      id: 'SLIPWAY_WEB_APP_BASIC_AUTH',
      demand: 'basic authentication for FTP and SCM must be off: it is a second front door with a password',
      holds: (app) =>
        app.ftp_publish_basic_authentication_enabled === false &&
        app.webdeploy_publish_basic_authentication_enabled === false,
    },
    {
      id: 'SLIPWAY_WEB_APP_NETWORK',
      demand:
        'virtual_network_subnet_id and site_config.vnet_route_all_enabled must be set: the firewalls of Storage and Key Vault let only this subnet in',
      holds: (app) => Boolean(app.virtual_network_subnet_id) && site(app).vnet_route_all_enabled === true,
    },
    {
      id: 'SLIPWAY_WEB_APP_SECRETS',
      demand: `settings that are secret (${secretSettings.join(', ')}) must be Key Vault references or empty`,
      holds: (app) =>
        secretSettings.every((name) => {
          const value = (app.app_settings as Attributes | undefined)?.[name]
          return value === undefined || value === '' || isVaultReference(value)
        }),
    },
    {
      id: 'SLIPWAY_WEB_APP_DIGEST',
      demand: 'the container must be named by digest, or two starts could run different code',
      holds: (app) => String(block(site(app), 'application_stack').docker_image_name).includes('@'),
    },
    {
      id: 'SLIPWAY_DIAGNOSTICS',
      demand: 'a diagnostic setting must send its logs to the workspace',
      holds: (_, { address, neighbours }) =>
        neighbours('azurerm_monitor_diagnostic_setting').some(({ target_resource_id: target }) =>
          refersTo(target, address),
        ),
    },
  ]),
  ...rulesOf('azurerm_service_plan', [
    {
      id: 'SLIPWAY_PLAN',
      demand: 'sku_name must be B1 or P0v3: anything larger costs more than the rest together',
      holds: ({ sku_name }) => ['B1', 'P0v3'].includes(String(sku_name)),
    },
    {
      id: 'CKV_AZURE_211',
      demand: 'sku_name should be for production',
      holds: ({ sku_name }) => !/^(B1|B2|B3|F1|D1)$/.test(String(sku_name)),
    },
    {
      id: 'CKV_AZURE_212',
      demand: 'worker_count should be more than 1',
      holds: ({ worker_count }) => Number(worker_count ?? 0) > 1,
    },
    {
      id: 'CKV_AZURE_225',
      demand: 'zone_balancing_enabled should be true',
      holds: ({ zone_balancing_enabled }) => zone_balancing_enabled === true,
    },
  ]),
]
