import { posix } from 'node:path'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { asFlag, asName, asText, optional } from './json-fields'
import { bodyOf, invalid, queryOf } from './request-fields'
import { DatabricksError, type Json, type Principal, type Workspace } from './workspace'

interface WorkspaceObject {
  readonly id: number
  readonly type: 'FILE' | 'DIRECTORY'
  readonly path: string
  /** Base64; empty for a directory. */
  readonly content: string
  /** Milliseconds since the epoch. */
  readonly createdAt: number
  readonly modifiedAt: number
}

/** Everybody may put something here; what is below belongs to whoever made it. */
const openDirectories = ['/', '/Shared', '/Users']
/** The documented limit of workspace/import. */
const maxBytes = 10 * 1024 * 1024

/** The workspace's files and directories. Notebooks are kept as the files they are imported from. */
export function registerWorkspaceFiles(app: FastifyInstance, workspace: Workspace): void {
  const objects = workspace.store.collection<WorkspaceObject>('workspace-objects')
  const api = '/api/2.0/workspace'

  const at = (path: string) => objects.values().find((object) => object.path === path)
  const isDirectory = (path: string) => openDirectories.includes(path) || at(path)?.type === 'DIRECTORY'
  const below = (path: string) => objects.values().filter((object) => object.path.startsWith(`${path}/`))

  function find(path: string): WorkspaceObject {
    const object = at(path)
    if (object) return object
    throw new DatabricksError(404, 'RESOURCE_DOES_NOT_EXIST', `Path (${path}) doesn't exist.`)
  }

  function require(principal: Principal, object: WorkspaceObject, level: string): void {
    workspace.permissions.require(principal, kindOf(object), String(object.id), level)
  }

  /** A new object needs the right to change the directory that it comes into. */
  function requireParent(principal: Principal, path: string): void {
    const parent = posix.dirname(path)
    if (openDirectories.includes(parent)) return
    if (!isDirectory(parent)) {
      throw new DatabricksError(404, 'RESOURCE_DOES_NOT_EXIST', `The parent folder (${parent}) does not exist.`)
    }
    require(principal, find(parent), 'CAN_EDIT')
  }

  function create(principal: Principal, type: WorkspaceObject['type'], path: string, content: string): void {
    requireParent(principal, path)
    const now = workspace.now()
    const object = { id: workspace.nextId(), type, path, content, createdAt: now, modifiedAt: now }
    workspace.permissions.created(kindOf(object), String(object.id), principal)
    objects.put(String(object.id), object)
  }

  function readable(request: FastifyRequest): WorkspaceObject {
    const principal = workspace.principalOf(request)
    const query = queryOf(request)
    const object = find(pathIn(query))
    require(principal, object, 'CAN_READ')
    return object
  }

  app.post(`${api}/import`, (request) => {
    const principal = workspace.principalOf(request)
    const body = bodyOf(request)
    const path = pathIn(body)
    const content = contentIn(body)
    const existing = at(path)
    if (isDirectory(path)) throw new DatabricksError(400, 'INVALID_PARAMETER_VALUE', `Path (${path}) is a directory.`)
    if (!existing) create(principal, 'FILE', path, content)
    else if (optional(body.overwrite, 'overwrite', asFlag)) {
      require(principal, existing, 'CAN_EDIT')
      objects.put(String(existing.id), { ...existing, content, modifiedAt: workspace.now() })
    } else throw new DatabricksError(400, 'RESOURCE_ALREADY_EXISTS', `Path (${path}) already exists.`)
    return {}
  })

  app.get(`${api}/export`, (request, reply) => {
    const object = readable(request)
    if (object.type === 'DIRECTORY') throw invalid(`Path (${object.path}) is a directory; only files can be exported`)
    if (optional(queryOf(request).direct_download, 'direct_download', asFlag)) {
      return reply.type('application/octet-stream').send(Buffer.from(object.content, 'base64'))
    }
    return { content: object.content, file_type: posix.extname(object.path).slice(1) }
  })

  app.get(`${api}/get-status`, (request) => {
    const path = pathIn(queryOf(request))
    if (!openDirectories.includes(path)) return view(readable(request))
    workspace.principalOf(request)
    return { object_type: 'DIRECTORY', path, object_id: openDirectories.indexOf(path) }
  })

  app.get(`${api}/list`, (request) => {
    const path = pathIn(queryOf(request))
    const principal = workspace.principalOf(request)
    if (!openDirectories.includes(path)) readable(request)
    const children = objects.values().filter((object) => posix.dirname(object.path) === path)
    const visible = children.filter((object) =>
      workspace.permissions.allows(principal, kindOf(object), String(object.id), 'CAN_READ'),
    )
    return visible.length > 0 ? { objects: visible.map(view) } : {}
  })

  app.post(`${api}/mkdirs`, (request) => {
    const principal = workspace.principalOf(request)
    const path = pathIn(bodyOf(request))
    const steps = path.split('/').slice(1)
    for (const [index] of steps.entries()) {
      const step = `/${steps.slice(0, index + 1).join('/')}`
      if (at(step)?.type === 'FILE') {
        throw new DatabricksError(400, 'RESOURCE_ALREADY_EXISTS', `Path (${step}) is a file.`)
      }
      if (!isDirectory(step)) create(principal, 'DIRECTORY', step, '')
    }
    return {}
  })

  app.post(`${api}/delete`, (request) => {
    const principal = workspace.principalOf(request)
    const body = bodyOf(request)
    const path = pathIn(body)
    if (openDirectories.includes(path)) throw invalid(`Path (${path}) cannot be deleted.`)
    const object = find(path)
    const contained = below(path)
    if (contained.length > 0 && !optional(body.recursive, 'recursive', asFlag)) {
      throw new DatabricksError(400, 'DIRECTORY_NOT_EMPTY', `Folder (${path}) is not empty.`)
    }
    for (const doomed of [object, ...contained]) require(principal, doomed, 'CAN_MANAGE')
    for (const doomed of [...contained, object]) {
      objects.delete(String(doomed.id))
      workspace.permissions.deleted(kindOf(doomed), String(doomed.id))
    }
    return {}
  })
}

function kindOf({ type }: Pick<WorkspaceObject, 'type'>): 'files' | 'directories' {
  return type === 'FILE' ? 'files' : 'directories'
}

function view({ id, type, path, content, createdAt, modifiedAt }: WorkspaceObject): Json {
  const common = { object_type: type, path, object_id: id, resource_id: String(id) }
  if (type === 'DIRECTORY') return common
  return { ...common, size: Buffer.from(content, 'base64').length, created_at: createdAt, modified_at: modifiedAt }
}

/** The path without the prefix `/Workspace`, which names the same object. */
function pathIn(fields: Json): string {
  const given = asName(fields.path, 'path')
  const path = given.replace(/^\/Workspace(?=\/|$)/, '').replace(/\/+$/, '') || '/'
  const steps = path.split('/').slice(1)
  if (!path.startsWith('/') || given.length > 4096 || given.includes('\0')) {
    throw invalid('path must be absolute, like /Shared/file.txt, and at most 4096 characters long')
  }
  if (path !== '/' && steps.some((step) => step === '' || step === '.' || step === '..')) {
    throw invalid('path must not have empty steps, . or ..')
  }
  return path
}

function contentIn(body: Json): string {
  const format = optional(body.format, 'format', asText) ?? 'SOURCE'
  if (!['RAW', 'AUTO', 'SOURCE'].includes(format)) throw invalid('format must be one of RAW, AUTO, SOURCE')
  const content = optional(body.content, 'content', asText) ?? ''
  if (!/^[A-Za-z\d+/]*={0,2}$/.test(content)) throw invalid('content must be base64')
  const bytes = Buffer.from(content, 'base64')
  if (bytes.length > maxBytes) {
    throw new DatabricksError(400, 'MAX_NOTEBOOK_SIZE_EXCEEDED', `content must be at most ${maxBytes} bytes`)
  }
  return bytes.toString('base64')
}
