import { place, synthesise } from './testing/synthesise'
import { ContainerWebApp } from './web-app'

const digest = `sha256:${'0f'.repeat(32)}`
const stack = synthesise((scope) => {
  new ContainerWebApp(scope, 'web-app', {
    ...place,
    sku: 'B1',
    image: { loginServer: 'cr.azurecr.io', digestName: `api@${digest}` },
    identity: { id: '/identities/api', clientId: 'api-client', principalId: 'api-principal' },
    subnetId: '/subnets/api',
    tenantId: 'tenant',
    entraClientId: 'entra-client',
    settings: { PORT: '8080' },
    port: '8080',
    logAnalyticsWorkspaceId: '/workspaces/log',
  })
})
const app = stack.only('azurerm_linux_web_app')

test('the container is named by digest and pulled with the identity, without any password', () => {
  expect(app).toMatchObject({
    identity: { type: 'UserAssigned', identity_ids: ['/identities/api'] },
    key_vault_reference_identity_id: '/identities/api',
    site_config: {
      application_stack: { docker_image_name: `api@${digest}`, docker_registry_url: 'https://cr.azurecr.io' },
      container_registry_use_managed_identity: true,
      container_registry_managed_identity_client_id: 'api-client',
    },
  })
  expect(JSON.stringify(app)).not.toMatch(/docker_registry_password|DOCKER_REGISTRY_SERVER_PASSWORD/)
})

test('the only way in is HTTPS: no FTP, no deployment site, no basic authentication', () => {
  expect(app).toMatchObject({
    https_only: true,
    ftp_publish_basic_authentication_enabled: false,
    webdeploy_publish_basic_authentication_enabled: false,
    site_config: { ftps_state: 'Disabled', minimum_tls_version: '1.2', scm_ip_restriction_default_action: 'Deny' },
  })
})

test('all of its traffic leaves through the subnet that storage and vault let in', () => {
  expect(app).toMatchObject({
    virtual_network_subnet_id: '/subnets/api',
    site_config: { vnet_route_all_enabled: true },
  })
})

test('sign-in needs no client secret: the setting in its place names the identity', () => {
  const auth = app.auth_settings_v2 as { active_directory_v2: { client_secret_setting_name: string } }
  const setting = auth.active_directory_v2.client_secret_setting_name
  expect(setting).toBe('OVERRIDE_USE_MI_FIC_ASSERTION_CLIENTID')
  expect((app.app_settings as Record<string, string>)[setting]).toBe('api-client')
})

test("a person's session holds a token of version 2 for the API itself, in the token store", () => {
  expect(app.auth_settings_v2).toMatchObject({
    auth_enabled: true,
    unauthenticated_action: 'AllowAnonymous',
    active_directory_v2: {
      tenant_auth_endpoint: 'https://login.microsoftonline.com/tenant/v2.0',
      login_parameters: { scope: 'openid profile email offline_access api://entra-client/user_impersonation' },
    },
    login: { token_store_enabled: true },
  })
})

test('the platform waits for the API to drain, and replaces it when it is not ready', () => {
  expect(app).toMatchObject({
    app_settings: { PORT: '8080', WEBSITES_PORT: '8080', WEBSITES_CONTAINER_STOP_TIME_LIMIT: '30' },
    site_config: { health_check_path: '/health/ready', health_check_eviction_time_in_min: 5, always_on: true },
  })
})

test('its logs reach the workspace in which alerts look for failed runs', () => {
  const { enabled_log, log_analytics_workspace_id } = stack.only('azurerm_monitor_diagnostic_setting')
  expect(log_analytics_workspace_id).toBe('/workspaces/log')
  expect(enabled_log).toContainEqual({ category: 'AppServiceConsoleLogs' })
})
