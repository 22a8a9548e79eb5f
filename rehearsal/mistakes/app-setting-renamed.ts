import { inner, theOne } from './changed-stack'
import { planted } from './plant'
import { webAppStarts } from './web-app-starts'

/** A setting that the API reads has another name. */
export const appSettingRenamed = planted({
  name: 'app-setting-renamed',
  limitSeconds: 400,
  stack: 'api',
  change(resources) {
    const settings = inner(theOne(resources, 'azurerm_linux_web_app', 'web-app').block, 'app_settings')
    const { STORAGE_TABLE_URL: url } = settings
    delete settings.STORAGE_TABLE_URL
    settings.STORAGE_TABLES_URL = url
  },
  shows: webAppStarts,
  told: {
    resource: 'azurerm_linux_web_app.web-app',
    remedy: /STORAGE_TABLE_URL is missing[\s\S]*remedy: .*app_settings/,
  },
})
