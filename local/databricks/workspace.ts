import { randomInt, randomUUID } from 'node:crypto'
import { EventEmitter } from 'node:events'
import type { FastifyRequest } from 'fastify'
import { decodeJwt } from 'jose'
import { type JsonStore, openJsonStore } from '../json-store'

/** A JSON object of a request or of the store whose fields have not been checked. */
export type Json = Record<string, unknown>

/** Who calls: the application id of a service principal, or a user name. */
export interface Principal {
  readonly name: string
  readonly admin: boolean
}

/** An answer of the REST API other than 2xx; thrown anywhere in a handler. */
export class DatabricksError extends Error {
  constructor(
    readonly statusCode: number,
    readonly errorCode: string,
    message: string,
    /** For 429 and 503: whole seconds, sent as `Retry-After`. */
    readonly retryAfterSeconds?: number,
  ) {
    super(message)
  }
}

/** Why a cluster did not start or was lost; thrown while one starts, it becomes the outcome of the run. */
export class ClusterFailure extends Error {
  constructor(
    /** A cluster termination code: SECRET_RESOLUTION_ERROR, DOCKER_IMAGE_PULL_FAILURE, SPOT_INSTANCE_TERMINATION, … */
    readonly code: string,
    message: string,
    readonly type: 'CLIENT_ERROR' | 'CLOUD_FAILURE' | 'INTERNAL_ERROR' = 'CLIENT_ERROR',
  ) {
    super(message)
  }
}

export type RunEventType =
  | 'jobs.on_start'
  | 'jobs.on_success'
  | 'jobs.on_failure'
  | 'jobs.on_duration_warning_threshold_exceeded'

/** Something a notification may be sent for. Every failure, skip and cancellation is `jobs.on_failure`: filter by `resultState`. */
export interface RunEvent {
  readonly type: RunEventType
  /** The run's id, or the task run's where `task` is given. */
  readonly runId: number
  readonly jobId: number
  /** The job's name; for runs/submit the run's name. */
  readonly jobName: string
  readonly task?: {
    readonly taskKey: string
    readonly parentRunId: number
    /** 0 for the first one. */
    readonly attempt: number
  }
  /** SUCCESS, FAILED, CANCELED, TIMEDOUT, …; SKIPPED for a run that never started; absent before the end. */
  readonly resultState?: string
  /** False for an attempt of a task after whose failure another one follows. */
  readonly lastAttempt: boolean
  /** `webhook_notifications` and `notification_settings` as given on the job or on the task. */
  readonly webhookNotifications: Json
  readonly notificationSettings: Json
}

export type ObjectType = 'jobs' | 'cluster-policies' | 'instance-pools' | 'clusters' | 'files' | 'directories'

/** What all parts of the emulator share. The fields that are not `readonly` are filled in by the part they belong to. */
export interface Workspace {
  /** Decimal, stable over restarts. */
  readonly id: string
  /** Where the workspace is reached, without a trailing slash; known once the server listens. */
  url: string
  readonly store: JsonStore
  /** Milliseconds since the epoch. */
  now(): number
  /** A new id for a job or run: an integer between 2^50 and 2^51, which JSON clients read exactly. */
  nextId(): number
  /** A new id for anything else. */
  nextUuid(): string
  /** @throws DatabricksError 401 without a bearer token. */
  principalOf(request: FastifyRequest): Principal
  /** A principal that does not call itself: `run_as`, an owner. */
  principalNamed(name: string): Principal
  readonly runEvents: EventEmitter<{ event: [RunEvent] }>
  /** Whether webhooks carry ids as numbers instead of texts; receivers must take both. */
  readonly numericWebhookIds: boolean
  identities: {
    /** Whether an access control list may name it: a service principal must be registered, a user need not be. */
    exists(name: string): boolean
    isServicePrincipal(name: string): boolean
    /** An entitlement such as `allow-cluster-create`; an admin has every one. */
    entitled(principal: Principal, entitlement: string): boolean
  }
  secrets: {
    /** The value behind `{{secrets/scope/key}}`; any other text as it is. @throws ClusterFailure */
    resolve(text: string, principal: Principal): string
  }
  permissions: {
    /** @throws DatabricksError 403. An admin may do everything. */
    require(principal: Principal, type: ObjectType, id: string, level: string): void
    allows(principal: Principal, type: ObjectType, id: string, level: string): boolean
    /** A new object: its creator is its owner; `accessControlList` as in the request, unchecked. */
    created(type: ObjectType, id: string, owner: Principal, accessControlList?: unknown): void
    deleted(type: ObjectType, id: string): void
  }
  /**
   * Each checks a cluster of a job and completes it (policy: fixed values and limits; pool: node type; workspace-conf:
   * enableDcs). All run, in order, when a job is created, reset or a run is submitted, and again when its cluster
   * starts. @throws DatabricksError 400 or 403
   */
  readonly clusterRules: ((cluster: Json, principal: Principal) => Json)[]
  destinations: {
    exists(id: string): boolean
  }
  faults: {
    /** Asked once for every cluster that is about to start; `delayMs` lengthens the cold start. */
    clusterStart(runId: number): { readonly delayMs?: number; readonly failure?: ClusterFailure }
  }
}

export interface WorkspaceOptions {
  readonly dataDir: string
  /** Decimal. Default: one that the first start makes. */
  readonly workspaceId?: string
  /** Application ids and user names in the group `admins`. Whoever brings a token that is no JWT is an admin anyway. */
  readonly admins?: readonly string[]
  /** Default: false, ids as texts. */
  readonly numericWebhookIds?: boolean
}

/** The name of whoever brings an opaque token, as a personal access token of the workspace's creator would. */
const tokenOwner = 'admin@slipway.example'

/** Opens the workspace kept in `dataDir`, or a new empty one. */
export function openWorkspace(options: WorkspaceOptions): Workspace {
  const store = openJsonStore(options.dataDir)
  const identity = store.collection<{ id: string }>('workspace')
  const id = options.workspaceId ?? identity.get('identity')?.id ?? String(randomInt(10 ** 15, 2 * 10 ** 14 + 10 ** 15))
  identity.put('identity', { id })
  const isAdmin = (name: string) => name === tokenOwner || (options.admins ?? []).includes(name)
  return {
    id,
    url: '',
    store,
    now: Date.now,
    nextId: () => 2 ** 50 + randomInt(2 ** 48 - 1),
    nextUuid: randomUUID,
    principalOf(request) {
      const token = /^Bearer +(\S+)$/i.exec(request.headers.authorization ?? '')?.[1]
      if (!token) {
        throw new DatabricksError(401, 'UNAUTHENTICATED', 'Credential was not sent or was of an unsupported type.')
      }
      const name = nameIn(token)
      return { name, admin: isAdmin(name) }
    },
    principalNamed: (name) => ({ name, admin: isAdmin(name) }),
    runEvents: new EventEmitter(),
    numericWebhookIds: options.numericWebhookIds ?? false,
    identities: {
      exists: () => true,
      isServicePrincipal: () => false,
      entitled: () => true,
    },
    secrets: {
      resolve(text) {
        if (!/^\{\{secrets\/[^/{}]+\/[^/{}]+\}\}$/.test(text)) return text
        throw new ClusterFailure('SECRET_RESOLUTION_ERROR', `Secret ${text} does not exist.`)
      },
    },
    permissions: {
      require(principal, type, objectId, level) {
        if (principal.admin) return
        throw new DatabricksError(
          403,
          'PERMISSION_DENIED',
          `User ${principal.name} does not have ${level} permissions on ${type} ${objectId}`,
        )
      },
      allows: (principal) => principal.admin,
      created: () => {},
      deleted: () => {},
    },
    clusterRules: [],
    destinations: { exists: () => false },
    faults: { clusterStart: () => ({}) },
  }
}

// The signature is not checked: the emulator trusts its loopback callers, it only needs to tell them apart.
function nameIn(token: string): string {
  try {
    const claims = decodeJwt(token)
    const name = claims.appid ?? claims.azp ?? claims.client_id ?? claims.upn ?? claims.preferred_username ?? claims.sub
    return typeof name === 'string' && name !== '' ? name : tokenOwner
  } catch {
    return tokenOwner
  }
}
