import { type AzureUnderTest, group } from './azure-under-test'

export const registry = `${group}/providers/Microsoft.ContainerRegistry/registries/crtest`
export const host = 'crtest.azurecr.io'
export const registryUrl = `https://${host}`

export interface DeployedToken {
  readonly scopeMapId: string
  /** Its password1, as it was generated first. */
  readonly password: string
  update(properties: object): Promise<void>
  /** Generates a password anew. */
  generate(name: 'password1' | 'password2'): Promise<string>
}

/** A token of the registry with a scope map of its own, both with this name, and its first password. */
export async function deployToken(
  azure: AzureUnderTest,
  name: string,
  actions: readonly string[],
  expiry?: Date,
): Promise<DeployedToken> {
  const scopeMapId = `${registry}/scopeMaps/${name}`
  const tokenId = `${registry}/tokens/${name}`
  const update = async (properties: object) => {
    await azure.good('PUT', tokenId, { properties: { scopeMapId, ...properties } })
  }
  const generate: DeployedToken['generate'] = async (password) => {
    const body = { tokenId, name: password, ...(expiry && { expiry: expiry.toISOString() }) }
    return (await azure.good('POST', `${registry}/generateCredentials`, body)).body.passwords[0].value
  }
  await azure.good('PUT', scopeMapId, { properties: { actions } })
  await update({})
  return { scopeMapId, password: await generate('password1'), update, generate }
}

export function basic(name: string, password: string): string {
  return `Basic ${Buffer.from(`${name}:${password}`).toString('base64')}`
}

export const form = {
  headers: { 'content-type': 'application/x-www-form-urlencoded' },
  body: (fields: Readonly<Record<string, string>>) => new URLSearchParams(fields).toString(),
}
