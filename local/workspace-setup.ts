import { environment, grantSecret, jobParameters, wheel } from '../optimiser-image/contract'

/** What a template job needs to know of an algorithm (a part of `algorithm.yaml`). */
interface Algorithm {
  readonly name: string
  readonly profile: string
  readonly timeLimitSeconds: number
}

/** Where a job's container comes from. */
export interface JobImages {
  /** Full name of an algorithm's image, with its digest, by the algorithm's name. */
  readonly images: Readonly<Record<string, string>>
  /** Who may pull them. */
  readonly pull: { readonly username: string; readonly password: string }
}

/** Keys of the workspace secrets that hold the registry token's name and password. */
const registrySecrets = { username: 'registry-username', password: 'registry-password' } as const

/** Node types by compute profile, as in the environments: 4 cores with 16 GB, 8 cores with 32 GB. */
const nodeTypes: Readonly<Record<string, string>> = { small: 'Standard_D4as_v5', large: 'Standard_D8as_v5' }

/** How long a cluster may take to start, in seconds; it counts against the job's own time-out. */
export const startAllowanceSeconds = 1800

/**
 * Puts into the emulated workspace what the `jobs` stack puts into the real one: principals, the grant key, where failed
 * runs are told, one template job per algorithm and profile with its permissions. Repeating it changes nothing that runs.
 * @returns job ids by algorithm and profile.
 * @throws with Databricks' answer where a call is refused.
 */
export async function setUpWorkspace(options: {
  readonly url: string
  readonly algorithms: readonly Algorithm[]
  readonly grantKeys: string
  /** Application ids: who starts runs, and whom the runs belong to. */
  readonly apiPrincipal: string
  readonly jobPrincipal: string
  /** Application id of who may read runs. */
  readonly runbookPrincipal: string
  /** Hears of failed runs. */
  readonly failureWebhookUrl: string
  readonly maxConcurrentRuns: number
  /** @default - jobs run without a container */
  readonly containers?: JobImages
}): Promise<Record<string, Record<string, number>>> {
  const call = caller(options.url)
  await call('PATCH', '/api/2.0/workspace-conf', { enableDcs: 'true' })
  for (const [applicationId, displayName] of [
    [options.apiPrincipal, 'slipway-api'],
    [options.jobPrincipal, 'slipway-job'],
    [options.runbookPrincipal, 'slipway-runbook'],
  ] as const) {
    await ignoring('RESOURCE_ALREADY_EXISTS', () =>
      call('POST', '/api/2.0/preview/scim/v2/ServicePrincipals', { applicationId, displayName, active: true }),
    )
  }
  await ignoring('RESOURCE_ALREADY_EXISTS', () =>
    call('POST', '/api/2.0/secrets/scopes/create', { scope: grantSecret.scope }),
  )
  await call('POST', '/api/2.0/secrets/put', { ...grantSecret, string_value: options.grantKeys })
  for (const [part, key] of Object.entries(registrySecrets)) {
    const value = options.containers?.pull[part as keyof typeof registrySecrets]
    if (value !== undefined) {
      await call('POST', '/api/2.0/secrets/put', { scope: grantSecret.scope, key, string_value: value })
    }
  }
  await call('POST', '/api/2.0/secrets/acls/put', {
    scope: grantSecret.scope,
    principal: options.jobPrincipal,
    permission: 'READ',
  })

  const policyId = await clusterPolicy(call, options.jobPrincipal)
  const destinationId = await failureDestination(call, options.failureWebhookUrl)
  const { jobs = [] } = await call<{ jobs?: { job_id: number; settings: { name: string } }[] }>(
    'GET',
    '/api/2.2/jobs/list?limit=100',
  )
  const ids: Record<string, Record<string, number>> = {}
  for (const algorithm of options.algorithms) {
    for (const profile of Object.keys(nodeTypes)) {
      const settings = templateJob(algorithm, profile, { ...options, policyId, destinationId })
      const existing = jobs.find((job) => job.settings.name === settings.name)
      if (existing) await call('POST', '/api/2.2/jobs/reset', { job_id: existing.job_id, new_settings: settings })
      const id = existing?.job_id ?? (await call<{ job_id: number }>('POST', '/api/2.2/jobs/create', settings)).job_id
      await call('PUT', `/api/2.0/permissions/jobs/${id}`, {
        access_control_list: [
          { service_principal_name: options.apiPrincipal, permission_level: 'CAN_MANAGE_RUN' },
          { service_principal_name: options.jobPrincipal, permission_level: 'IS_OWNER' },
          { service_principal_name: options.runbookPrincipal, permission_level: 'CAN_VIEW' },
        ],
      })
      ids[algorithm.name] = { ...ids[algorithm.name], [profile]: id }
    }
  }
  return ids
}

/** The only clusters that the runs' principal may create: single nodes of the profiles' types. @returns the policy's id. */
async function clusterPolicy(call: ReturnType<typeof caller>, jobPrincipal: string): Promise<string> {
  const policy = {
    name: 'slipway',
    definition: JSON.stringify({
      cluster_type: { type: 'fixed', value: 'job' },
      node_type_id: { type: 'allowlist', values: Object.values(nodeTypes) },
      num_workers: { type: 'fixed', value: 0 },
    }),
  }
  const { policies } = await call<{ policies: { policy_id: string; name: string }[] }>(
    'GET',
    '/api/2.0/policies/clusters/list',
  )
  const existing = policies.find(({ name }) => name === policy.name)?.policy_id
  if (existing) await call('POST', '/api/2.0/policies/clusters/edit', { policy_id: existing, ...policy })
  const id =
    existing ?? (await call<{ policy_id: string }>('POST', '/api/2.0/policies/clusters/create', policy)).policy_id
  await call('PUT', `/api/2.0/permissions/cluster-policies/${id}`, {
    access_control_list: [{ service_principal_name: jobPrincipal, permission_level: 'CAN_USE' }],
  })
  return id
}

/** The webhook that hears of failed runs, with its newest address. @returns the destination's id. */
async function failureDestination(call: ReturnType<typeof caller>, url: string): Promise<string> {
  const path = '/api/2.0/notification-destinations'
  const destination = { display_name: 'slipway failed runs', config: { generic_webhook: { url } } }
  const { results = [] } = await call<{ results?: { id: string; display_name: string }[] }>('GET', path)
  const existing = results.find(({ display_name }) => display_name === destination.display_name)?.id
  if (existing) await call('PATCH', `${path}/${existing}`, destination)
  return existing ?? (await call<{ id: string }>('POST', path, destination)).id
}

function templateJob(
  algorithm: Algorithm,
  profile: string,
  {
    policyId,
    destinationId,
    jobPrincipal,
    maxConcurrentRuns,
    containers,
  }: {
    readonly policyId: string
    readonly destinationId: string
    readonly jobPrincipal: string
    readonly maxConcurrentRuns: number
    readonly containers?: JobImages
  },
) {
  const names = Object.values(jobParameters)
  const secret = (key: string) => `{{secrets/${grantSecret.scope}/${key}}}`
  const image = containers?.images[algorithm.name]
  return {
    name: `${algorithm.name}-${profile}`,
    max_concurrent_runs: maxConcurrentRuns,
    queue: { enabled: true },
    // Counts from the run's start, so the cold start is part of it.
    timeout_seconds: algorithm.timeLimitSeconds + startAllowanceSeconds,
    run_as: { service_principal_name: jobPrincipal },
    webhook_notifications: { on_failure: [{ id: destinationId }] },
    notification_settings: { no_alert_for_canceled_runs: true, no_alert_for_skipped_runs: true },
    parameters: names.map((name) => ({ name, default: '' })),
    tasks: [
      {
        task_key: 'run',
        // The API starts new attempts, after platform failures only.
        max_retries: 0,
        python_wheel_task: {
          package_name: wheel.distribution,
          entry_point: wheel.entryPoint,
          named_parameters: Object.fromEntries(names.map((name) => [name, `{{job.parameters.${name}}}`])),
        },
        new_cluster: {
          policy_id: policyId,
          spark_version: '17.3.x-scala2.13',
          node_type_id: nodeTypes[profile],
          num_workers: 0,
          data_security_mode: 'SINGLE_USER',
          spark_conf: { 'spark.databricks.cluster.profile': 'singleNode', 'spark.master': 'local[*]' },
          custom_tags: { ResourceClass: 'SingleNode' },
          spark_env_vars: { [environment.grantKeys]: secret(grantSecret.key) },
          ...(image !== undefined && {
            docker_image: {
              url: image,
              basic_auth: {
                username: secret(registrySecrets.username),
                password: secret(registrySecrets.password),
              },
            },
          }),
        },
      },
    ],
  }
}

class Refusal extends Error {
  constructor(
    message: string,
    readonly code: string,
  ) {
    super(message)
  }
}

function caller(url: string) {
  return async <T>(method: string, path: string, body?: unknown): Promise<T> => {
    const response = await fetch(new URL(path, url), {
      method,
      headers: { authorization: 'Bearer workspace-administrator', 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    const text = await response.text()
    const answer = text === '' ? {} : JSON.parse(text)
    if (!response.ok) {
      throw new Refusal(`${method} ${path}: ${response.status} ${answer.message ?? text}`, answer.error_code ?? '')
    }
    return answer
  }
}

async function ignoring(code: string, act: () => Promise<unknown>): Promise<void> {
  try {
    await act()
  } catch (error) {
    if (!(error instanceof Refusal && (error.code === code || error.message.includes('already exists')))) throw error
  }
}
