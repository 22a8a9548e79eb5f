const account =
  '/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg-slipway-local/providers/Microsoft.Automation/automationAccounts/aa-slipway-local'
const identityId = account.replace(
  /Microsoft\.Automation.*/,
  'Microsoft.ManagedIdentity/userAssignedIdentities/id-slipway-runbook',
)
/**
 * Puts into the emulated Automation account what the `notifications` stack puts into the real one: the identity, the
 * runbooks, their variables and the webhook. Repeating it changes nothing but the webhook's address.
 * @returns the webhook's address, which Azure shows once: it is a new one each time.
 * @throws with Automation's answer where a call is refused.
 */
export async function setUpAutomation(options: {
  readonly url: string
  readonly identity: { readonly clientId: string; readonly principalId: string; readonly header: string }
  /** Where the runbooks get the identity's tokens. */
  readonly identityEndpoint: string
  readonly runbooks: readonly { readonly name: string; readonly text: string }[]
  readonly variables: readonly { readonly name: string; readonly value: string; readonly encrypted: boolean }[]
  /** `expiry` is `YYYY-MM-DD`. */
  readonly webhook: { readonly name: string; readonly runbook: string; readonly expiry: string }
}): Promise<string> {
  const call = caller(options.url)
  await call('PUT', '/__emulator/identities', {
    resourceId: identityId,
    endpoint: options.identityEndpoint,
    ...options.identity,
  })
  await call('PUT', account, {
    location: 'local',
    properties: { sku: { name: 'Basic' } },
    identity: { type: 'UserAssigned', userAssignedIdentities: { [identityId]: {} } },
  })
  for (const { name, text } of options.runbooks) {
    const runbook = `${account}/runbooks/${name}`
    await call('PUT', runbook, { location: 'local', properties: { runbookType: 'Python3' } })
    await call('PUT', `${runbook}/draft/content`, text)
    await call('POST', `${runbook}/publish`)
  }
  for (const { name, value, encrypted } of options.variables) {
    const properties = { value: JSON.stringify(value), isEncrypted: encrypted }
    await call('PUT', `${account}/variables/${name}`, { properties })
  }
  const uri = await call<string>('POST', `${account}/webHooks/generateUri`)
  const { name, runbook, expiry } = options.webhook
  const properties = { uri, isEnabled: true, expiryTime: `${expiry}T00:00:00Z`, runbook: { name: runbook } }
  await call('PUT', `${account}/webHooks/${name}`, { name, properties })
  return uri
}

function caller(url: string) {
  return async <T>(method: string, path: string, body?: object | string): Promise<T> => {
    const address = new URL(path, url)
    address.searchParams.set('api-version', '2024-10-23')
    const text = typeof body === 'string'
    const response = await fetch(address, {
      method,
      headers: { 'content-type': text ? 'text/powershell' : 'application/json' },
      ...(body !== undefined && { body: text ? body : JSON.stringify(body) }),
    })
    const answer = await response.text()
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${answer}`)
    return answer === '' ? (undefined as T) : JSON.parse(answer)
  }
}
