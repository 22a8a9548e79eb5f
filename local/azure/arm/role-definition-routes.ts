import { ArmError, type Json } from '../../arm/resources'
import type { ParsedPath } from './paths'
import { type RoleDefinition, roleDefinitions } from './role-definitions'

const type = 'Microsoft.Authorization/roleDefinitions'

export function isRoleDefinition(path: ParsedPath): boolean {
  return path.type?.toLowerCase() === type.toLowerCase()
}

/** A built-in role by its id, or a list by its name. @throws ArmError 404 */
export function roleDefinition({ names, scope }: ParsedPath, query: { readonly $filter?: string }): Json {
  const described = ({ id, name, actions, notActions, dataActions }: RoleDefinition) => ({
    id: `${scope.replace(/^(\/subscriptions\/[^/]+).*/i, '$1')}/providers/${type}/${id}`,
    type,
    name: id,
    properties: {
      roleName: name,
      type: 'BuiltInRole',
      permissions: [{ actions, notActions, dataActions, notDataActions: [] }],
      assignableScopes: ['/'],
    },
  })
  const [id] = names
  if (id === undefined) {
    const [, wanted] = /roleName eq '([^']+)'/.exec(query.$filter ?? '') ?? []
    return { value: roleDefinitions.filter(({ name }) => wanted === undefined || name === wanted).map(described) }
  }
  const found = roleDefinitions.find((one) => one.id === id.toLowerCase())
  if (!found)
    throw new ArmError(
      404,
      'RoleDefinitionDoesNotExist',
      `The specified role definition with ID '${id}' does not exist.`,
    )
  return described(found)
}
