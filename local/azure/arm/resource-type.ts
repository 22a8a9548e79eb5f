import type { Json, Resource, Resources } from '../../arm/resources'
import type { Clock } from '../../clock'
import type { EntraDirectory } from '../entra-directory'
import type { Faults } from '../faults'
import type { Upstreams } from '../upstreams'

/** What a resource type's rules may look at. */
export interface TypeContext {
  readonly resources: Resources
  readonly clock: Clock
  readonly faults: Faults
  readonly tenantId: string
  readonly subscriptionId: string
  readonly directory: EntraDirectory
  readonly upstream: Upstreams
}

/** A request to a subscription's own route of a resource provider, such as a check of a name. */
export interface SubscriptionRoute {
  readonly method: 'GET' | 'POST'
  /** Matches the path after `/subscriptions/{id}/providers/`, in any case. */
  readonly path: RegExp
  answer(match: RegExpExecArray, body: Json, context: TypeContext): unknown
}

/**
 * What makes a type of resource more than an echo of what was put. Every part is optional: a type that Azure only keeps
 * needs its name alone.
 */
export interface ResourceType {
  /** Such as `Microsoft.Storage/storageAccounts`. */
  readonly type: string
  /** Whether it may be put where Azure makes no resource of its own of it, e.g. under any other one. */
  readonly onAnyScope?: boolean
  /** Whether its properties have names of the user's choice, so that Azure adds none of its own. Default false. */
  readonly freeNames?: boolean
  /** Refuses what Azure refuses. @throws ArmError */
  check?(resource: Resource, context: TypeContext, before?: Resource): Promise<void> | void
  /** Adds what Azure adds. */
  complete?(resource: Resource, context: TypeContext, before?: Resource): Resource
  /** What follows from it elsewhere. */
  changed?(resource: Resource, context: TypeContext, before?: Resource): Promise<void> | void
  /** Refuses a deletion. @throws ArmError */
  checkDelete?(resource: Resource, context: TypeContext): void
  deleted?(resource: Resource, context: TypeContext): Promise<void> | void
  /** What an answer shows: Azure hides secrets. */
  shown?(resource: Resource, context: TypeContext): Resource
  /** POST `…/<action>`, by the action in lower case. */
  readonly actions?: Readonly<Record<string, (resource: Resource, body: Json, context: TypeContext) => unknown>>
  /** GET and PUT `…/<path>`, by the path in lower case: what a resource has without anybody having put it. */
  readonly parts?: Readonly<Record<string, (resource: Resource, context: TypeContext) => Json>>
  readonly subscriptionRoutes?: readonly SubscriptionRoute[]
  /** Status of the answer to a PUT. Default 200. */
  readonly putStatus?: 200 | 201
  /** Status of the answer to a DELETE. Default 200. */
  readonly deleteStatus?: 200 | 202 | 204
}
