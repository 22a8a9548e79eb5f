import { modelIsSolved } from '../checks/model-is-solved'
import { theOne } from './changed-stack'
import { planted } from './plant'

/** The API may no longer write the blobs of runs. */
export const roleAssignmentRemoved = planted({
  name: 'role-assignment-removed',
  limitSeconds: 400,
  stack: 'foundation',
  change(resources) {
    const { name } = theOne(resources, 'azurerm_role_assignment', 'storage_blobs-api-identity')
    delete resources.azurerm_role_assignment?.[name]
  },
  shows: modelIsSolved.run,
  told: {
    resource: 'azurerm_storage_account.storage',
    remedy:
      /assign the role "Storage Blob Data Contributor".* to principal foundation, azurerm_user_assigned_identity\.api-identity/,
  },
})
