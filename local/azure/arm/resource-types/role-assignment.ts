import { ArmError, type Resource } from '../../../arm/resources'
import type { ResourceType, TypeContext } from '../resource-type'
import { roleDefinitions } from '../role-definitions'

export const roleAssignment: ResourceType = {
  type: 'Microsoft.Authorization/roleAssignments',
  onAnyScope: true,
  putStatus: 201,
  async check(assignment, context, before) {
    const { name, properties } = assignment
    if (!/^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(name))
      throw new ArmError(400, 'InvalidRoleAssignmentId', `The role assignment ID '${name}' is not valid; it is a GUID.`)
    if (!roleDefinitions.some(({ id }) => id === roleOf(assignment))) {
      throw new ArmError(
        400,
        'RoleDefinitionDoesNotExist',
        `The role definition '${properties.roleDefinitionId}' does not exist.`,
      )
    }
    // The same once more is no change: deployments repeat themselves.
    if (before && isSame(before, assignment)) return
    if (before)
      throw new ArmError(
        400,
        'RoleAssignmentUpdateNotPermitted',
        'Tenant ID, application ID, principal ID, and scope are not allowed to be updated.',
      )
    await checkPrincipal(assignment, context)
    const same = context.resources.ofType(roleAssignment.type).find((one) => isSame(one, assignment))
    if (same)
      throw new ArmError(
        409,
        'RoleAssignmentExists',
        `The role assignment already exists. The ID of the existing role assignment is ${same.name.replaceAll('-', '')}.`,
      )
  },
  complete: (assignment, { clock }, before) => ({
    ...assignment,
    properties: {
      principalType: 'ServicePrincipal',
      ...assignment.properties,
      scope: scopeOf(assignment),
      createdOn: before?.properties.createdOn ?? new Date(clock.now()).toISOString(),
    },
  }),
}

async function checkPrincipal({ properties }: Resource, { faults, directory }: TypeContext): Promise<void> {
  const id = String(properties.principalId)
  const principal = faults.takePrincipalNotFound() ? undefined : await directory.principal(id)
  const digits = id.replaceAll('-', '')
  if (!principal) throw new ArmError(400, 'PrincipalNotFound', `Principal ${digits} does not exist in the directory.`)
  const { principalType = principal.type } = properties
  if (principalType !== principal.type)
    throw new ArmError(
      400,
      'UnmatchedPrincipalType',
      `The PrincipalId '${digits}' has type '${principal.type}', which is different from specified PrincipalType '${principalType}'.`,
    )
}

function isSame(one: Resource, other: Resource): boolean {
  return (
    one.properties.principalId === other.properties.principalId &&
    roleOf(one) === roleOf(other) &&
    scopeOf(one).toLowerCase() === scopeOf(other).toLowerCase()
  )
}

function roleOf({ properties }: Resource): string {
  return String(properties.roleDefinitionId).toLowerCase().slice(-36)
}

function scopeOf({ id }: Resource): string {
  return id.replace(/\/providers\/Microsoft\.Authorization\/roleAssignments\/[^/]+$/i, '') || '/'
}
