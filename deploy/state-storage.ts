import type { Environment } from '../environments/environment'
import { az } from './azure'

/** How long a deleted or overwritten state can be restored. */
const restoreDays = 30

/**
 * Makes the storage that keeps Terraform's state, or brings it back to these settings: state holds secrets, so no key
 * opens it, nothing in it is public, and every version is kept.
 *
 * @returns the account's resource id
 * @throws Error where the name belongs to somebody else
 */
export async function ensureStateStorage(
  { location, owner, subscriptionId, state, storage }: Environment,
  say: (line: string) => void,
): Promise<string> {
  const { resourceGroup, storageAccount, container } = state
  const subscription = ['--subscription', subscriptionId]
  const inGroup = ['--resource-group', resourceGroup, ...subscription]
  const account = ['--name', storageAccount, ...inGroup]
  const safe = [
    ...['--allow-shared-key-access', 'false', '--allow-blob-public-access', 'false'],
    ...['--min-tls-version', 'TLS1_2', '--https-only', 'true'],
  ]

  if (!(await az<boolean>('group', 'exists', '--name', resourceGroup, ...subscription))) {
    say(`Resource group ${resourceGroup}: creating`)
    await az(
      'group',
      'create',
      '--name',
      resourceGroup,
      '--location',
      location,
      '--tags',
      `owner=${owner}`,
      ...subscription,
    )
  }
  if (await az('storage', 'account', 'show', ...account)) {
    say(`Storage account ${storageAccount}: exists; its settings are set again`)
    await az('storage', 'account', 'update', ...account, ...safe)
  } else {
    await refuseTakenName(storageAccount, subscription)
    say(`Storage account ${storageAccount}: creating`)
    await az(
      ...['storage', 'account', 'create', ...account, '--location', location, '--tags', `owner=${owner}`],
      ...['--kind', 'StorageV2', '--sku', `Standard_${storage.replication}`, ...safe],
    )
  }
  await az(
    ...['storage', 'account', 'blob-service-properties', 'update', '--account-name', storageAccount, ...inGroup],
    ...['--enable-versioning', 'true', '--enable-delete-retention', 'true'],
    ...['--delete-retention-days', `${restoreDays}`, '--enable-container-delete-retention', 'true'],
    ...['--container-delete-retention-days', `${restoreDays}`],
  )
  // Through Resource Manager: it needs no right on blobs, and works while the account accepts no key.
  const place = ['--name', container, '--storage-account', storageAccount, ...inGroup]
  if (!(await az<{ exists: boolean }>('storage', 'container-rm', 'exists', ...place))?.exists) {
    say(`Container ${container}: creating`)
    await az('storage', 'container-rm', 'create', ...place, '--public-access', 'off')
  }
  return `/subscriptions/${subscriptionId}/resourceGroups/${resourceGroup}/providers/Microsoft.Storage/storageAccounts/${storageAccount}`
}

async function refuseTakenName(name: string, subscription: readonly string[]): Promise<void> {
  const check = await az<{ nameAvailable: boolean; message?: string }>(
    ...['storage', 'account', 'check-name', '--name', name, ...subscription],
  )
  if (check?.nameAvailable) return
  throw new Error(
    `state.storageAccount is "${name}", which somebody else has: names are unique in all of Azure; choose another one (Azure says: ${check?.message ?? 'not available'})`,
  )
}
