import { outputsOf } from '../../deploy/terraform'
import { allMade, stackNamed } from '../rehearsal'
import type { CheckContext } from './check'
import type { Run } from './run'

/** The application that stands for Azure Databricks in every tenant. */
const databricks = '2ff814a6-3304-4ab8-85cb-cd0e6f879c1d'
const management = 'https://management.azure.com'

interface ListedRun {
  readonly state?: { readonly state_message?: string }
  readonly status?: { readonly termination_details?: { readonly code?: string; readonly message?: string } }
}

/**
 * Why the platform failed a run: its template job, by stack and address, with what Databricks says of the job's last
 * run, which callers of the API are not told; undefined where the workspace has no such job.
 */
export async function whyRunFailed({ rehearsal, azure }: CheckContext, run: Run): Promise<string | undefined> {
  const stack = stackNamed(rehearsal, 'jobs')
  const jobs = Object.entries(stack.synthesised.resource?.databricks_job ?? {}) as [string, { name?: string }][]
  const [name] = jobs.find(([, job]) => job.name === `${run.algorithm.name}-${run.profile}`) ?? []
  const job = allMade(rehearsal).find((one) => one.stack === stack.name && one.address === `databricks_job.${name}`)
  const workspace = allMade(rehearsal).find(({ address }) => address.startsWith('azurerm_databricks_workspace.'))
  if (!job || !workspace) return undefined
  const outputs = await outputsOf(stackNamed(rehearsal, workspace.stack), rehearsal.surroundings)
  const url = `${outputs.workspace_url?.value}/api/2.2/jobs/runs/list?job_id=${job.id}&limit=1`
  // As whoever may manage the workspace's resource comes in who was not added to the workspace.
  const { status, body } = await azure.send('GET', url, {
    authorization: `Bearer ${await azure.token(databricks)}`,
    'x-databricks-azure-sp-management-token': await azure.token(management),
    'x-databricks-azure-workspace-resource-id': workspace.id,
  })
  if (status !== 200) throw new Error(`Databricks does not tell of the runs of job ${job.id}: it answered ${status}`)
  const [last] = (body as { runs?: readonly ListedRun[] }).runs ?? []
  const says = last?.status?.termination_details?.message || last?.state?.state_message || 'nothing of its runs'
  return [`${job.stack}, ${job.address}: Databricks says ${says}`, ...remedyOf(says)].join('\n')
}

function remedyOf(says: string): string[] {
  if (!says.includes('DOCKER_IMAGE_PULL_FAILURE')) return []
  const remedy = /manifest unknown|not found/i.test(says)
    ? 'docker_image.url names an image that the registry does not have: deploy images and then jobs'
    : 'see below what the registry refused'
  return [`    remedy: ${remedy}`]
}
