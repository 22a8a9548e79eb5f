import type { JWTPayload } from 'jose'

/** A header that only App Service may set: whoever sends one from outside pretends to be somebody. */
export function isReserved(header: string): boolean {
  // Some servers take `_` for `-`.
  return /^x-ms-(client-principal|token-|auth-)/.test(header.toLowerCase().replaceAll('_', '-'))
}

const xmlSoap = 'http://schemas.xmlsoap.org/ws/2005/05/identity/claims'
const microsoft = 'http://schemas.microsoft.com/identity/claims'
const longNames: Readonly<Record<string, string>> = {
  sub: `${xmlSoap}/nameidentifier`,
  oid: `${microsoft}/objectidentifier`,
  tid: `${microsoft}/tenantid`,
  scp: `${microsoft}/scope`,
}

/** Claims of a token under the names that App Service gives them. */
export function claimsOf(payload: JWTPayload): { readonly typ: string; readonly val: string }[] {
  return Object.entries(payload).flatMap(([name, value]) =>
    [value].flat().map((one) => ({
      typ: longNames[name] ?? name,
      val: typeof one === 'object' ? JSON.stringify(one) : String(one),
    })),
  )
}

/** What App Service calls a person or program, if the token names it. */
export function nameOf({ preferred_username, upn, name }: JWTPayload): string | undefined {
  const known = preferred_username ?? upn ?? name
  return known === undefined ? undefined : String(known)
}

/** https://learn.microsoft.com/azure/app-service/configure-authentication-user-identities */
export function principalHeaders(payload: JWTPayload): Record<string, string> {
  const principal = {
    auth_typ: 'aad',
    claims: claimsOf(payload),
    name_typ: `${xmlSoap}/emailaddress`,
    role_typ: 'http://schemas.microsoft.com/ws/2008/06/identity/claims/role',
  }
  const name = nameOf(payload)
  return {
    'x-ms-client-principal': Buffer.from(JSON.stringify(principal)).toString('base64'),
    'x-ms-client-principal-id': headerValue(String(payload.oid ?? payload.sub)),
    'x-ms-client-principal-idp': 'aad',
    ...(name !== undefined && { 'x-ms-client-principal-name': headerValue(name) }),
  }
}

/** UTF-8 bytes, as a header carries them; without control characters, which would end the header. */
function headerValue(value: string): string {
  return Buffer.from(value.replace(/\p{Cc}/gu, ' ')).toString('latin1')
}
