import {
  type BlobServiceClient,
  ContainerSASPermissions,
  generateBlobSASQueryParameters,
  SASProtocol,
  type UserDelegationKey,
} from '@azure/storage-blob'

/** Azurite 3.35 knows no newer one; Azure accepts all. */
const version = '2025-11-05'
/** A user delegation key lives at most 7 days. */
const keyLifeMs = 6 * 24 * 3600_000
/** Clocks of this machine and of the storage may differ. */
const clockSkewMs = 5 * 60_000

/**
 * Signs links to one container: read, add, create, write and list, nothing outside of it.
 *
 * @returns the container's URL with a user delegation SAS that ends at `expiresAt` (milliseconds since 1970, at most
 *   6 days ahead)
 */
export type SignContainer = (container: string, expiresAt: number) => Promise<string>

export function containerSigner(service: BlobServiceClient): SignContainer {
  let key: UserDelegationKey | undefined
  let pending: Promise<UserDelegationKey> | undefined

  const keyUntil = async (time: number): Promise<UserDelegationKey> => {
    if (key && key.signedExpiresOn.getTime() > time) return key
    pending ??= service
      .getUserDelegationKey(new Date(Date.now() - clockSkewMs), new Date(Date.now() + keyLifeMs))
      .finally(() => {
        pending = undefined
      })
    key = await pending
    return key
  }

  return async (container, expiresAt) => {
    const end = Math.min(expiresAt, Date.now() + keyLifeMs - clockSkewMs)
    const sas = generateBlobSASQueryParameters(
      {
        containerName: container,
        permissions: ContainerSASPermissions.parse('racwl'),
        protocol: service.url.startsWith('https:') ? SASProtocol.Https : SASProtocol.HttpsAndHttp,
        startsOn: new Date(Date.now() - clockSkewMs),
        expiresOn: new Date(end),
        version,
      },
      await keyUntil(end),
      service.accountName,
    )
    return `${service.getContainerClient(container).url}?${sas.toString()}`
  }
}
