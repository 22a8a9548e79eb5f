import { ArmError } from '../../../arm/resources'
import type { ResourceType } from '../resource-type'
import { roleDefinitions } from '../role-definitions'

export const roleAssignment: ResourceType = {
  type: 'Microsoft.Authorization/roleAssignments',
  onAnyScope: true,
  putStatus: 201,
  async check({ id, properties }, { resources, faults, directory }, before) {
    const role = String(properties.roleDefinitionId).toLowerCase()
    if (!roleDefinitions.some((one) => role.endsWith(one.id))) {
      throw new ArmError(
        400,
        'RoleDefinitionDoesNotExist',
        `The role definition '${properties.roleDefinitionId}' does not exist.`,
      )
    }
    const principalId = String(properties.principalId)
    if (faults.takePrincipalNotFound() || !(await directory.principalExists(principalId))) {
      throw new ArmError(
        400,
        'PrincipalNotFound',
        `Principal ${principalId.replaceAll('-', '')} does not exist in the directory.`,
      )
    }
    const scope = scopeOf(id).toLowerCase()
    const same = resources
      .ofType(roleAssignment.type)
      .find(
        (one) =>
          one.id.toLowerCase() !== id.toLowerCase() &&
          scopeOf(one.id).toLowerCase() === scope &&
          one.properties.principalId === principalId &&
          String(one.properties.roleDefinitionId).toLowerCase().slice(-36) === role.slice(-36),
      )
    if (same || before)
      throw new ArmError(
        409,
        'RoleAssignmentExists',
        `The role assignment already exists. The ID of the existing role assignment is ${(same ?? before)?.name.replaceAll('-', '')}.`,
      )
  },
  complete: (assignment, { clock }) => ({
    ...assignment,
    properties: {
      principalType: 'ServicePrincipal',
      ...assignment.properties,
      scope: scopeOf(assignment.id),
      createdOn: new Date(clock.now()).toISOString(),
    },
  }),
}

function scopeOf(id: string): string {
  return id.replace(/\/providers\/Microsoft\.Authorization\/roleAssignments\/[^/]+$/i, '') || '/'
}
