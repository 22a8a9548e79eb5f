import { UserAssignedIdentity } from '@cdktf/provider-azurerm/lib/user-assigned-identity'
import { Construct } from 'constructs'
import { type NameSpace, resourceName } from './names'

export interface WorkloadIdentityProps {
  readonly space: NameSpace
  readonly resourceGroupName: string
  readonly location: string
  /** Which workload: `api`, `job`, `runbook`. */
  readonly workload: string
}

/** What other stacks and constructs need to know of an identity. */
export interface Identity {
  readonly id: string
  readonly clientId: string
  readonly principalId: string
}

/**
 * A user-assigned identity: it exists before its workload does, so that its roles are in force when the workload
 * starts, and they survive a replacement of the workload.
 */
export class WorkloadIdentity extends Construct implements Identity {
  readonly id: string
  readonly clientId: string
  readonly principalId: string

  constructor(scope: Construct, id: string, { space, workload, ...place }: WorkloadIdentityProps) {
    super(scope, id)
    const identity = new UserAssignedIdentity(this, 'Default', { name: resourceName('id', space, workload), ...place })
    this.id = identity.id
    this.clientId = identity.clientId
    this.principalId = identity.principalId
  }
}
