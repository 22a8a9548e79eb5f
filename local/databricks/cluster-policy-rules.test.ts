import { checkAgainstPolicy, parsePolicyRules } from './cluster-policy-rules'
import type { Json } from './workspace'

const check = (rules: Json, cluster: Json) => checkAgainstPolicy(cluster, parsePolicyRules(JSON.stringify(rules)))

test('fills fixed values in always and defaults where the cluster asks for them', () => {
  const rules = {
    'docker_image.url': { type: 'fixed', value: 'r.azurecr.io/i' },
    'docker_image.basic_auth.password': { type: 'fixed', value: '{{secrets/acr/password}}', hidden: true },
    'spark_conf.spark.databricks.cluster.profile': { type: 'fixed', value: 'singleNode' },
    'azure_attributes.availability': { type: 'allowlist', values: ['SPOT_AZURE'], defaultValue: 'SPOT_AZURE' },
    'init_scripts.0.file.destination': { type: 'fixed', value: 'file:/a.sh' },
    is_single_node: { type: 'fixed', value: false },
  }
  expect(check(rules, { docker_image: { url: 'r.azurecr.io/i' }, apply_policy_default_values: true })).toEqual({
    apply_policy_default_values: true,
    docker_image: { url: 'r.azurecr.io/i', basic_auth: { password: '{{secrets/acr/password}}' } },
    spark_conf: { 'spark.databricks.cluster.profile': 'singleNode' },
    azure_attributes: { availability: 'SPOT_AZURE' },
    init_scripts: [{ file: { destination: 'file:/a.sh' } }],
    is_single_node: false,
  })
  expect(() => check(rules, {})).toThrow(
    'Validation failed for azure_attributes.availability, the value must be present',
  )
})

test('completing a completed cluster changes nothing', () => {
  const rules = { num_workers: { type: 'fixed', value: 0 }, 'custom_tags.team': { type: 'fixed', value: 'a' } }
  const once = check(rules, {})
  expect(check(rules, once)).toEqual(once)
})

test.each<[string, Json, Json, Json, string]>([
  [
    'fixed',
    { node_type_id: { type: 'fixed', value: 'A' } },
    { node_type_id: 'A' },
    { node_type_id: 'B' },
    'node_type_id, the value must be A (is "B")',
  ],
  [
    'fixed in a map',
    { 'custom_tags.CostCenter': { type: 'fixed', value: '1' } },
    { custom_tags: { CostCenter: '1' } },
    { custom_tags: { CostCenter: '2' } },
    'custom_tags, CostCenter must be 1 (is "2")',
  ],
  [
    'forbidden',
    { instance_pool_id: { type: 'forbidden' } },
    {},
    { instance_pool_id: 'p' },
    'instance_pool_id, the value must not be present (is "p")',
  ],
  [
    'allowlist',
    { node_type_id: { type: 'allowlist', values: ['A', 'B'] } },
    { node_type_id: 'B' },
    { node_type_id: 'C' },
    'node_type_id, the value must be one of A, B (is "C")',
  ],
  [
    'blocklist',
    { node_type_id: { type: 'blocklist', values: ['A'] } },
    { node_type_id: 'B' },
    { node_type_id: 'A' },
    'node_type_id, the value must not be one of A (is "A")',
  ],
  [
    'regex, which must match the whole value',
    { spark_version: { type: 'regex', pattern: '17\\.[0-9]+\\.x-scala2\\.13' } },
    { spark_version: '17.3.x-scala2.13' },
    { spark_version: 'a17.3.x-scala2.13' },
    'spark_version, the value must match',
  ],
  [
    'the upper end of a range',
    { num_workers: { type: 'range', maxValue: 2 } },
    { num_workers: 2 },
    { num_workers: 3 },
    'num_workers, the value must be at most 2 (is "3")',
  ],
  [
    'the lower end of a range',
    { num_workers: { type: 'range', minValue: 1 } },
    { num_workers: 1 },
    { num_workers: 0 },
    'num_workers, the value must be at least 1 (is "0")',
  ],
  [
    'a range with no number',
    { num_workers: { type: 'range', minValue: 0 } },
    { num_workers: '1' },
    { num_workers: 'many' },
    'num_workers, the value must be at least 0 (is "many")',
  ],
  [
    'unlimited, which still demands a value',
    { policy_note: { type: 'unlimited' } },
    { policy_note: 'x' },
    {},
    'policy_note, the value must be present',
  ],
  [
    'an optional limit',
    { num_workers: { type: 'range', maxValue: 2, isOptional: true } },
    {},
    { num_workers: 3 },
    'num_workers, the value must be at most 2',
  ],
  [
    'Databricks units, which grow with the workers',
    { dbus_per_hour: { type: 'range', maxValue: 2 } },
    { node_type_id: 'Standard_D4as_v5', num_workers: 1 },
    { node_type_id: 'Standard_D4as_v5', num_workers: 2 },
    'dbus_per_hour, the value must be at most 2 (is "3")',
  ],
  ['the kind of cluster', { cluster_type: { type: 'fixed', value: 'job' } }, {}, { no: 'such cluster' }, ''],
])('%s', (_, rules, good, bad, message) => {
  expect(check(rules, good)).toMatchObject(good)
  if (message === '') expect(check(rules, bad)).not.toHaveProperty('cluster_type')
  else expect(() => check(rules, bad)).toThrow(`Cluster validation error: Validation failed for ${message}`)
})

test('a policy for other kinds of clusters refuses that of a job', () => {
  expect(() => check({ cluster_type: { type: 'fixed', value: 'all-purpose' } }, {})).toThrow(
    'must be all-purpose (is "job")',
  )
  expect(() => check({ 'workload_type.clients.jobs': { type: 'fixed', value: false } }, {})).toThrow('must be false')
})

test('lists every violation, and repeats no secret', () => {
  const rules = {
    num_workers: { type: 'fixed', value: 0 },
    'docker_image.basic_auth.password': { type: 'fixed', value: 'expected-secret' },
    'spark_env_vars.KEY': { type: 'blocklist', values: ['given-secret'] },
  }
  const cluster = {
    num_workers: 1,
    docker_image: { basic_auth: { password: 'given-secret' } },
    spark_env_vars: { KEY: 'given-secret' },
  }
  let message = ''
  try {
    check(rules, cluster)
  } catch (error) {
    message = String(error)
  }
  expect(message.match(/Validation failed/g)).toHaveLength(3)
  expect(message).not.toContain('secret')
})

test.each<[string, string]>([
  ['no JSON', 'a JSON object'],
  ['[]', 'an object'],
  ['{"a":1}', 'definition: a must be an object'],
  ['{"a":{"type":"fix"}}', 'definition: a.type must be one of fixed, forbidden'],
  ['{"a":{"type":"fixed"}}', 'definition: a.value must be'],
  ['{"a":{"type":"allowlist","values":[]}}', 'definition: a.values must list'],
  ['{"a":{"type":"regex","pattern":"("}}', 'no regular expression'],
  ['{"a":{"type":"range"}}', 'minValue, maxValue or both'],
  ['{"a":{"type":"range","minValue":"1"}}', 'each a number'],
  ['{"a":{"type":"unlimited","defaultValue":{}}}', 'definition: a.defaultValue'],
  ['{"init_scripts.*.file":{"type":"forbidden"}}', 'without *'],
])('refuses the definition %s', (definition, message) => {
  expect(() => parsePolicyRules(definition)).toThrow(message)
})
