import { inner, theOne } from './changed-stack'
import { planted } from './plant'
import { webAppStarts } from './web-app-starts'

/** A setting refers to a secret that Key Vault has under another name. */
export const secretMisspelt = planted({
  name: 'secret-misspelt',
  limitSeconds: 400,
  stack: 'api',
  change(resources) {
    const settings = inner(theOne(resources, 'azurerm_linux_web_app', 'web-app').block, 'app_settings')
    settings.GRANT_KEYS = String(settings.GRANT_KEYS)
      .replace('/grant-keys)', '/grant-kyes)')
      .replace('secrets/grant-keys', 'secrets/grant-kyes')
  },
  shows: webAppStarts,
  told: {
    resource: 'azurerm_linux_web_app.web-app',
    remedy: /GRANT_KEYS could not be resolved: .*grant-kyes answered 404[\s\S]*remedy: .*secret/,
  },
})
