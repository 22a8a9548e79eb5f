/**
 * What gives a secret away: forms of credentials that Azure, Entra, Databricks and Teams hand out.
 * Sources: the shapes that https://learn.microsoft.com/purview/sit-defn-all-creds lists, and Databricks' `dapi` tokens.
 */
const secretForms: readonly RegExp[] = [
  // A signature or code in a link: SAS, Logic Apps and Workflows webhooks, Functions.
  /[?&](sig|code|token|access_token)=[^&\s]/i,
  /\b(webhook\.office\.com|azure-automation\.net\/webhooks)\b/i,
  /\b(AccountKey|SharedAccessKey|SharedAccessSignature|ClientSecret|Password|Pwd)\s*=\s*\S/i,
  // 64 bytes in base64: a storage account's key.
  /(^|[^A-Za-z0-9+/])[A-Za-z0-9+/]{86}==($|[^=])/,
  // An Entra client secret.
  /(^|[^\w~.-])[\w~.-]{3}\dQ~[\w~.-]{31,34}($|[^\w~.-])/,
  /\bdapi[0-9a-f]{32}\b/i,
  /\bdose[0-9a-f]{32}\b/i,
  /-----BEGIN [A-Z ]*PRIVATE KEY/,
  /\beyJ[\w-]{8,}\.eyJ[\w-]{8,}/,
  /:\/\/[^/\s:@]+:[^/\s@]+@/,
]

const secretKeys =
  /secret|password|passwd|pwd|webhook|credential|token|api-?_?key|access-?_?key|account-?_?key|connection-?_?string/i
/** Settings that speak of a secret without being one. */
const harmlessKeys = /expiry$/i

/** Whether a setting's key or value looks as if it were a secret. */
export function looksSecret(key: string, value: string): boolean {
  return (secretKeys.test(key) && !harmlessKeys.test(key)) || secretForms.some((form) => form.test(value))
}

/** How a secret is given instead. */
export function secretHint(key: string): string {
  const variable = /webhook|teams/i.test(key)
    ? 'TF_VAR_teams_webhook_url'
    : /databricks|client/i.test(key)
      ? 'TF_VAR_databricks_client_secret'
      : 'TF_VAR_teams_webhook_url or TF_VAR_databricks_client_secret'
  return `an environment holds no secret: give it when deploying, as ${variable}, and renew it if it was committed`
}
