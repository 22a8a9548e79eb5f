import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Stack } from '../../deploy/stacks'
import { changedStack, inner, theOne } from './changed-stack'

let folder: string
let stack: Stack

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'changed-stack-'))
  const own = join(folder, 'jobs')
  mkdirSync(join(own, '.terraform'), { recursive: true })
  symlinkSync('/nowhere/provider', join(own, '.terraform', 'provider'))
  const synthesised = { resource: { job: { small: { lifecycle: { prevent_destroy: true } } } } }
  writeFileSync(join(own, 'cdk.tf.json'), JSON.stringify(synthesised))
  stack = { name: 'jobs', folder: own, upstream: [], warnings: [], synthesised }
})
afterEach(() => rmSync(folder, { recursive: true }))

const read = ({ folder: own }: Stack) => JSON.parse(readFileSync(join(own, 'cdk.tf.json'), 'utf8'))

test('the copy alone is changed, and comes with what the stack was initialised with', () => {
  const copy = changedStack(stack, join(folder, 'copy'), ({ resource }) => {
    theOne(resource, 'job', 'small').block.lifecycle = {}
  })
  expect(read(copy)).toEqual({ resource: { job: { small: { lifecycle: {} } } } })
  expect(copy).toMatchObject({ name: 'jobs', synthesised: read(copy) })
  expect(read(stack)).toEqual(stack.synthesised)
  expect(existsSync(join(copy.folder, '.terraform'))).toBe(true)
})

test('a second copy holds nothing of the first', () => {
  const place = join(folder, 'copy')
  writeFileSync(join(changedStack(stack, place, () => {}).folder, 'left'), '')
  expect(existsSync(join(changedStack(stack, place, () => {}).folder, 'left'))).toBe(false)
})

describe('the one resource', () => {
  const resources = { role: { 'blobs-api_1A': { a: 1 }, 'tables-api_2B': {}, api: {}, 'api-2': {} } }

  test('is found by how its name begins, or by its whole name', () => {
    expect(theOne(resources, 'role', 'blobs')).toEqual({ name: 'blobs-api_1A', block: { a: 1 } })
    expect(theOne(resources, 'role', 'api').name).toBe('api')
  })

  test.each([
    ['role', 'ap'],
    ['role', 'queues'],
  ])('%s beginning with "%s" is refused with the names that there are', (type, beginning) => {
    expect(() => theOne(resources, type, beginning)).toThrow(/it has blobs-api_1A, tables-api_2B, api, api-2/)
  })

  test('of a type that there is not is refused', () => {
    expect(() => theOne(resources, 'other', 'a')).toThrow(/one other .* it has none/)
  })
})

test('inner blocks are found as objects and as lists with one', () => {
  const block = { task: [{ new_cluster: { docker_image: { url: 'u' } } }] }
  expect(inner(block, 'task', 'new_cluster', 'docker_image')).toEqual({ url: 'u' })
  expect(() => inner(block, 'task', 'cluster')).toThrow(/no block "cluster" among new_cluster/)
})
