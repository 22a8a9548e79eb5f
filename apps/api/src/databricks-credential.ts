import type { TokenCredential } from '@azure/core-auth'
import { ClientSecretCredential } from '@azure/identity'
import type { Settings } from './settings'

/**
 * Who calls Databricks: the service principal of the settings, for tenants that demand one, else the API's own identity.
 *
 * @param ca certificate (PEM) to trust for Entra, beside those that Node.js trusts
 */
export function databricksCredential(
  { databricksClient, tenantId, authority }: Pick<Settings, 'databricksClient' | 'tenantId' | 'authority'>,
  own: TokenCredential,
  ca?: string,
): TokenCredential {
  if (databricksClient === null) return own
  return new ClientSecretCredential(tenantId, databricksClient.id, databricksClient.secret, {
    authorityHost: authority,
    // The settings are trusted: whether Microsoft's public list knows the authority says nothing.
    disableInstanceDiscovery: true,
    ...(ca === undefined ? {} : { tlsOptions: { ca } }),
  })
}
