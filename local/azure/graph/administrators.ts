import { AccessDenied } from '../access'
import type { Principal } from '../tokens'

/** Roles of the directory that may manage applications and grant their app roles, by their template ids. */
const managing = {
  'Cloud Application Administrator': '158c047a-c907-4556-b7ef-446551a6b5f7',
  'Application Administrator': '9b895d92-2cd3-44c7-9d02-a6ac2d5ea5c3',
  'Global Administrator': '62e90394-69f5-4237-9190-012177145e10',
} as const

/** The least that a deployer needs. */
export const cloudApplicationAdministrator = managing['Cloud Application Administrator']

/** @throws AccessDenied where a token's principal has none of the directory's roles for applications */
export function requireAdministrator({ oid, claims }: Principal): void {
  const held = Array.isArray(claims.wids) ? claims.wids : []
  if (Object.values(managing).some((id) => held.includes(id))) return
  throw new AccessDenied(
    'role',
    'Insufficient privileges to complete the operation.',
    `give the principal ${oid} the Entra role Cloud Application Administrator`,
    'graph.microsoft.com',
    oid,
  )
}
