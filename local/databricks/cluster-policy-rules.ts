import { asCount, asList, asName, asObject, optional } from './json-fields'
import { invalid } from './request-fields'
import type { Json } from './workspace'

/** The rules of a cluster policy by attribute path, as its definition has them. */
export type PolicyRules = Readonly<Record<string, Rule>>

interface Rule {
  readonly type: (typeof types)[number]
  readonly value?: unknown
  readonly values?: readonly unknown[]
  readonly pattern?: string
  readonly minValue?: number
  readonly maxValue?: number
  readonly defaultValue?: unknown
  readonly isOptional?: boolean
}

const types = ['fixed', 'forbidden', 'allowlist', 'blocklist', 'regex', 'range', 'unlimited'] as const

/** Attributes whose keys are free and may hold dots. */
const maps = ['spark_conf', 'spark_env_vars', 'custom_tags']

/** Databricks units per hour of one node (databrickslabs/overwatch, Azure_Instance_Details.csv, 2024-06). */
const unitsPerHour: Readonly<Record<string, number>> = {
  Standard_F4: 0.5,
  Standard_F4s: 0.5,
  Standard_F4s_v2: 0.75,
  Standard_F8: 1,
  Standard_F8s: 1,
  Standard_F8s_v2: 1.5,
  Standard_DS3_v2: 0.75,
  Standard_D4a_v4: 0.75,
  Standard_D4s_v3: 0.75,
  Standard_D4ds_v4: 0.75,
  Standard_D4as_v5: 1,
  Standard_D4ads_v5: 1,
  Standard_D4ds_v5: 1,
  Standard_D8as_v5: 2,
  Standard_E4as_v4: 1,
  Standard_E4ds_v4: 1,
  Standard_E4ds_v5: 1.5,
}

/** @throws DatabricksError 400 that names the path and what is allowed there. */
export function parsePolicyRules(definition: string): PolicyRules {
  let parsed: unknown
  try {
    parsed = JSON.parse(definition)
  } catch {
    throw invalid('definition must be a text that holds a JSON object')
  }
  const rules = Object.entries(asObject(parsed, 'definition')).map(([path, value]) => {
    const name = `definition: ${path}`
    if (path.split('.').includes('*')) throw invalid(`${name}: this workspace knows paths without * only`)
    return [path, checkedRule(asObject(value, name), name)] as const
  })
  return Object.fromEntries(rules)
}

function checkedRule(rule: Json, name: string): Rule {
  const type = types.find((candidate) => candidate === rule.type)
  if (!type) throw invalid(`${name}.type must be one of ${types.join(', ')}`)
  if (type === 'fixed' && !isScalar(rule.value)) throw invalid(`${name}.value must be a text, a number, true or false`)
  if (type === 'allowlist' || type === 'blocklist') {
    const values = asList(rule.values, `${name}.values`)
    if (values.length === 0 || !values.every(isScalar)) throw invalid(`${name}.values must list texts or numbers`)
  }
  if (type === 'regex') {
    try {
      new RegExp(asName(rule.pattern, `${name}.pattern`))
    } catch (error) {
      throw error instanceof SyntaxError ? invalid(`${name}.pattern is no regular expression`) : error
    }
  }
  if (type === 'range') {
    const bounds = [rule.minValue, rule.maxValue].filter((bound) => bound != null)
    if (bounds.length === 0 || !bounds.every((bound) => typeof bound === 'number')) {
      throw invalid(`${name} must have minValue, maxValue or both, each a number`)
    }
  }
  if (rule.defaultValue != null && !isScalar(rule.defaultValue)) {
    throw invalid(`${name}.defaultValue must be a text, a number, true or false`)
  }
  return { ...rule, type }
}

/**
 * Checks a job's cluster against a policy and completes it: fixed values always, defaults where the cluster says
 * `apply_policy_default_values`. A limited attribute must be present unless its rule is optional.
 * @throws DatabricksError 400 that lists every violation
 */
export function checkAgainstPolicy(cluster: Json, rules: PolicyRules): Json {
  const applicable = Object.entries(rules).filter(([path]) => !inapplicable.includes(path))
  const completed = applicable.reduce((spec, [path, rule]) => completedBy(spec, path, rule), cluster)
  const violations = applicable.flatMap(([path, rule]) => {
    const read = virtual.get(path)
    const value = read ? read(completed) : valueAt(completed, path)
    const violation = violationOf(rule, value, isSensitive(path))
    return violation === undefined ? [] : [`Validation failed for ${subjectOf(path)} ${violation}`]
  })
  if (violations.length > 0) throw invalid(`Cluster validation error: ${violations.join('; ')}`)
  return completed
}

/** A job's cluster ends with its run. */
const inapplicable = ['autotermination_minutes']

/** What a policy can limit although a job's cluster has no such field. */
const virtual = new Map<string, (cluster: Json) => unknown>([
  ['cluster_type', () => 'job'],
  ['workload_type.clients.jobs', () => true],
  ['workload_type.clients.notebooks', () => false],
  ['dbus_per_hour', unitsOf],
])

function unitsOf(cluster: Json): number {
  const unitsOfNode = (type: unknown) => {
    const units = unitsPerHour[String(type)]
    if (units !== undefined) return units
    throw invalid(
      `dbus_per_hour cannot be told for node type ${type}; known are ${Object.keys(unitsPerHour).join(', ')}`,
    )
  }
  const autoscale = optional(cluster.autoscale, 'autoscale', asObject)
  const workers = optional(autoscale?.max_workers ?? cluster.num_workers, 'num_workers', asCount) ?? 0
  const driver = unitsOfNode(cluster.driver_node_type_id ?? cluster.node_type_id)
  return driver + (workers === 0 ? 0 : workers * unitsOfNode(cluster.node_type_id))
}

function completedBy(cluster: Json, path: string, rule: Rule): Json {
  if (virtual.has(path) || valueAt(cluster, path) !== undefined) return cluster
  const value =
    rule.type === 'fixed' ? rule.value : cluster.apply_policy_default_values === true ? rule.defaultValue : undefined
  if (value === undefined || value === null) return cluster
  return asObject(withValue(cluster, segmentsOf(path), value), 'new_cluster')
}

/** @returns what the value must be, in the words of Databricks' own messages; undefined where it is that. */
function violationOf(rule: Rule, value: unknown, sensitive: boolean): string | undefined {
  const is = sensitive ? '' : ` (is "${value}")`
  const say = (wanted: unknown) => (sensitive ? 'the value in the policy' : `${wanted}`)
  if (rule.type === 'forbidden') return value === undefined ? undefined : `must not be present${is}`
  if (value === undefined) return rule.isOptional ? undefined : 'must be present'
  if (rule.type === 'fixed') return equal(value, rule.value) ? undefined : `must be ${say(rule.value)}${is}`
  const listed = rule.values?.some((candidate) => equal(value, candidate))
  if (rule.type === 'allowlist' && !listed) return `must be one of ${say(rule.values?.join(', '))}${is}`
  if (rule.type === 'blocklist' && listed) return `must not be one of ${say(rule.values?.join(', '))}${is}`
  if (rule.type === 'regex' && !new RegExp(`^(?:${rule.pattern})$`).test(String(value))) {
    return `must match ${say(rule.pattern)}${is}`
  }
  if (rule.type === 'range') {
    const number = typeof value === 'string' && value.trim() === '' ? Number.NaN : Number(value)
    if (!(number >= (rule.minValue ?? Number.NEGATIVE_INFINITY))) return `must be at least ${say(rule.minValue)}${is}`
    if (!(number <= (rule.maxValue ?? Number.POSITIVE_INFINITY))) return `must be at most ${say(rule.maxValue)}${is}`
  }
  return undefined
}

function segmentsOf(path: string): string[] {
  const [first = '', ...rest] = path.split('.')
  return maps.includes(first) ? [first, rest.join('.')] : [first, ...rest]
}

function subjectOf(path: string): string {
  const [first = '', ...rest] = segmentsOf(path)
  return maps.includes(first) ? `${first}, ${rest.join('.')}` : `${path}, the value`
}

/** Passwords and environment variables may hold secrets, which no message repeats. */
function isSensitive(path: string): boolean {
  return /^docker_image\.basic_auth\.|^spark_env_vars\./.test(path)
}

function valueAt(cluster: Json, path: string): unknown {
  let value: unknown = cluster
  for (const segment of segmentsOf(path)) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, segment)) return undefined
    value = (value as Json)[segment]
  }
  return value ?? undefined
}

function withValue(container: unknown, [segment, ...rest]: readonly string[], value: unknown): unknown {
  if (segment === undefined) return value
  if (isIndex(segment)) {
    const list: unknown[] = Array.isArray(container) ? [...container] : []
    list[Number(segment)] = withValue(list[Number(segment)], rest, value)
    return list
  }
  const object: Json = typeof container === 'object' && container !== null ? { ...container } : {}
  return { ...object, [segment]: withValue(object[segment], rest, value) }
}

function isIndex(segment: string): boolean {
  return /^\d{1,2}$/.test(segment)
}

function isScalar(value: unknown): boolean {
  return ['string', 'number', 'boolean'].includes(typeof value)
}

// A policy written by Terraform may say "0" where the cluster says 0.
function equal(one: unknown, other: unknown): boolean {
  return String(one) === String(other)
}
