import { RoleAssignment } from '@cdktf/provider-azurerm/lib/role-assignment'
import { Fn } from 'cdktf'
import { Construct } from 'constructs'

/** Every role that the platform hands out; Owner, Contributor and their like cannot be written here. */
export type Role =
  | 'AcrPull'
  | 'Key Vault Secrets Officer'
  | 'Key Vault Secrets User'
  | 'Monitoring Metrics Publisher'
  | 'Storage Blob Data Contributor'
  | 'Storage Table Data Contributor'

export interface RoleGrantProps {
  readonly role: Role
  /** The one resource on which the role holds. */
  readonly resourceId: string
  /** Object id of the principal. */
  readonly principalId: string
  /** @default - Azure looks the principal up, which fails for one that was made a moment ago */
  readonly principalType?: 'ServicePrincipal'
}

/**
 * A role on one resource. Azure names assignments by a GUID and refuses a second one for the same role, resource and
 * principal; a name that follows from the three makes a repeated apply after a lost answer meet the assignment that
 * exists instead of failing on a new one.
 */
export class RoleGrant extends Construct {
  constructor(scope: Construct, id: string, props: RoleGrantProps) {
    super(scope, id)
    const { role, resourceId, principalId, principalType } = props
    new RoleAssignment(this, 'Default', {
      name: Fn.uuidv5('url', `${resourceId}/${role}/${principalId}`),
      scope: resourceId,
      roleDefinitionName: role,
      principalId,
      ...(principalType && { principalType }),
    })
  }
}
