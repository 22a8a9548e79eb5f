import { randomUUID } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import { badRequest, notFound } from './graph-error'
import type { Assignment, Objects } from './objects'

type Params = { id: string; assignment: string }
type Body = Pick<Assignment, 'appRoleId' | 'principalId' | 'resourceId'>

/** App roles that principals were given: seen from the application whose role it is, and from who has it. */
export function registerAssignments(app: FastifyInstance, objects: Objects): void {
  const { assignments, servicePrincipals } = objects
  const sides = [
    ['appRoleAssignedTo', 'resourceId'],
    ['appRoleAssignments', 'principalId'],
  ] as const
  for (const [path, side] of sides) {
    const base = `/servicePrincipals/:id/${path}`
    app.get<{ Params: Params }>(base, async ({ params }) => ({
      value: assignments
        .values()
        .filter((one) => one[side] === params.id)
        .map(shown),
    }))
    app.post<{ Params: Params; Body: Body }>(base, async ({ params, body }, reply) => {
      const assignment = await made({ ...body, [side]: params.id })
      assignments.put(assignment.id, assignment)
      await objects.rolesChanged(assignment.principalId, assignment.resourceId)
      return reply.code(201).send(shown(assignment))
    })
    app.get<{ Params: Params }>(`${base}/:assignment`, async ({ params }) => shown(found(params, side)))
    app.delete<{ Params: Params }>(`${base}/:assignment`, async ({ params }, reply) => {
      const { id, principalId, resourceId } = found(params, side)
      assignments.delete(id)
      await objects.rolesChanged(principalId, resourceId)
      return reply.code(204).send()
    })
  }

  function found({ id, assignment }: Params, side: 'resourceId' | 'principalId'): Assignment {
    const one = assignments.get(assignment)
    if (!one || one[side] !== id) throw notFound(assignment)
    return one
  }

  /** @throws GraphError 400 where the role, the principal or the application is unknown, or it is there already */
  async function made({ appRoleId, principalId, resourceId }: Body): Promise<Assignment> {
    const appId = servicePrincipals.get(resourceId)?.appId
    const application = appId === undefined ? undefined : objects.applicationOf(appId)
    if (!application) throw notFound(resourceId)
    if (!application.appRoles.some(({ id }) => id === appRoleId)) {
      throw badRequest(`Permission being assigned was not found on application '${appId}'.`)
    }
    if (!(await objects.principalExists(principalId))) throw badRequest(`Principal '${principalId}' was not found.`)
    const there = assignments
      .values()
      .some((one) => one.appRoleId === appRoleId && one.principalId === principalId && one.resourceId === resourceId)
    if (there) throw badRequest('Permission being assigned already exists on the object.')
    return { id: randomUUID(), appRoleId, principalId, resourceId, createdDateTime: new Date().toISOString() }
  }

  function shown(assignment: Assignment) {
    const appId = servicePrincipals.get(assignment.resourceId)?.appId ?? ''
    return {
      ...assignment,
      principalType: 'ServicePrincipal',
      resourceDisplayName: objects.applicationOf(appId)?.displayName,
    }
  }
}
