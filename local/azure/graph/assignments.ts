import { randomUUID } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import type { Json } from '../../arm/resources'
import { badRequest, notFound } from './graph-error'
import type { GraphParts } from './graph-parts'
import type { Assignment } from './objects'
import { listed, type ODataQuery } from './odata'

type Params = { id: string; assignment: string }
type Body = Pick<Assignment, 'appRoleId' | 'principalId' | 'resourceId'>

/** App roles that principals were given: seen from the application whose role it is, and from who has it. */
export function registerAssignments(app: FastifyInstance, { objects, mirror, directory, clock }: GraphParts): void {
  const { assignments, servicePrincipals } = objects
  const sides = [
    ['appRoleAssignedTo', 'resourceId'],
    ['appRoleAssignments', 'principalId'],
  ] as const
  for (const [path, side] of sides) {
    const base = `/servicePrincipals/:id/${path}`
    const of = async (id: string) =>
      (
        await Promise.all(
          assignments
            .values()
            .filter((one) => one[side] === id)
            .map(shown),
        )
      ).filter((one) => one !== undefined)
    const found = async ({ id, assignment }: Params) => {
      const one = (await of(id)).find((each) => each.id === assignment)
      if (!one) throw notFound(assignment)
      return one
    }
    app.get<{ Params: Params; Querystring: ODataQuery }>(base, async ({ params, query }) =>
      listed(await of(params.id), query),
    )
    app.post<{ Params: Params; Body: Body }>(base, async ({ params, body }, reply) => {
      if (![body.principalId, body.resourceId].includes(params.id)) throw badRequest('Not a valid reference update.')
      const assignment = await made(body)
      assignments.put(assignment.id, assignment)
      await mirror.rolesChanged(assignment.principalId, assignment.resourceId)
      return reply.code(201).send(await shown(assignment))
    })
    app.get<{ Params: Params }>(`${base}/:assignment`, async ({ params }) => found(params))
    app.delete<{ Params: Params }>(`${base}/:assignment`, async ({ params }, reply) => {
      const { id, principalId, resourceId } = await found(params)
      assignments.delete(id)
      await mirror.rolesChanged(principalId, resourceId)
      return reply.code(204).send()
    })
  }

  /** @throws GraphError 404 without the application, 400 without the role or the principal, or where it is there already */
  async function made({ appRoleId, principalId, resourceId }: Body): Promise<Assignment> {
    const appId = servicePrincipals.get(resourceId)?.appId
    const application = appId === undefined ? undefined : objects.applicationOf(appId)
    if (!application) throw notFound(resourceId)
    const role = application.appRoles.find(({ id, isEnabled }) => id === appRoleId && isEnabled !== false)
    if (!role) throw badRequest(`Permission being assigned was not found on application '${appId}'.`)
    const principal = await directory.principal(principalId)
    if (!principal) throw badRequest(`Not a valid reference update: the directory has no principal '${principalId}'.`)
    const member = principal.type === 'User' ? 'User' : 'Application'
    if (!role.allowedMemberTypes.includes(member)) {
      throw badRequest(`The app role '${role.value}' is for members of type ${role.allowedMemberTypes}, not ${member}.`)
    }
    const there = assignments
      .values()
      .some((one) => one.appRoleId === appRoleId && one.principalId === principalId && one.resourceId === resourceId)
    if (there) throw badRequest('Permission being assigned already exists on the object')
    const createdDateTime = new Date(clock.now()).toISOString()
    return { id: randomUUID(), appRoleId, principalId, resourceId, createdDateTime }
  }

  /** Undefined where the principal is gone, e.g. with its managed identity, and the assignment with it. */
  async function shown(assignment: Assignment): Promise<(Assignment & Json) | undefined> {
    const principal = await directory.principal(assignment.principalId)
    if (!principal) {
      assignments.delete(assignment.id)
      return undefined
    }
    const appId = servicePrincipals.get(assignment.resourceId)?.appId ?? ''
    return {
      ...assignment,
      principalType: principal.type,
      principalDisplayName: principal.name,
      resourceDisplayName: objects.applicationOf(appId)?.displayName,
    }
  }
}
