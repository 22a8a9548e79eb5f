import { Secret } from '@cdktf/provider-databricks/lib/secret'
import { SecretAcl } from '@cdktf/provider-databricks/lib/secret-acl'
import { SecretScope } from '@cdktf/provider-databricks/lib/secret-scope'
import { Construct } from 'constructs'
import { grantSecret } from '../optimiser-image/contract'
import { GrantKeys } from './grant-key'
import { RegistryToken } from './registry-token'
import { secretGenerations } from './secret-generations'

/** `{{secrets/…}}` paths of what a run's cluster needs. */
export interface RunSecretPaths {
  readonly registryUsername: string
  readonly registryPassword: string
  readonly grantKeys: string
}

export interface RunSecretsProps {
  readonly registry: { readonly name: string; readonly resourceGroupName: string }
  /** Repositories of the images that runs are started from. */
  readonly repositories: readonly string[]
  readonly vaultId: string
  /** From 1; one more makes every secret anew. */
  readonly generation: number
  /** `YYYY-MM-DD` */
  readonly expiry: { readonly registryToken: string; readonly vaultSecrets: string }
  /** Application id of the principal that runs belong to, the only one that may read them. */
  readonly reader: string
}

/**
 * Pull token and grant keys in a secret scope. A generation has names of its own, and the one before stays: the provider
 * replaces a secret whose value changes, so that under one name it would be missing for seconds, and a cluster that has
 * begun to start asks minutes later for what its job named then.
 */
export class RunSecrets extends Construct {
  /** Of the newest generation. */
  readonly newest: RunSecretPaths
  /** Of all generations that clusters may still name. */
  readonly all: readonly RunSecretPaths[]

  constructor(construct: Construct, id: string, props: RunSecretsProps) {
    super(construct, id)
    const keys = new GrantKeys(this, 'grant-keys', {
      vaultId: props.vaultId,
      generation: props.generation,
      expiry: props.expiry.vaultSecrets,
    })
    const scope = new SecretScope(this, 'Default', { name: grantSecret.scope }).name
    new SecretAcl(this, 'reader', { scope, principal: props.reader, permission: 'READ' })
    const pathsOf = (generation: number): RunSecretPaths => {
      const beingReplaced = generation < props.generation
      const token = new RegistryToken(this, `pull-token-${generation}`, {
        registryName: props.registry.name,
        resourceGroupName: props.registry.resourceGroupName,
        name: `databricks-pull-${generation}`,
        repositories: props.repositories,
        actions: ['content/read', 'metadata/read'],
        expiry: props.expiry.registryToken,
        beingReplaced,
      })
      const add = (key: string, stringValue: string) =>
        new Secret(this, `${key}-${generation}`, {
          scope,
          key: `${key}-${generation}`,
          stringValue,
          ...(beingReplaced && { lifecycle: { ignoreChanges: ['string_value'] } }),
        }).configReference
      return {
        registryUsername: add('registry-username', token.username),
        registryPassword: add('registry-password', token.password),
        grantKeys: add(grantSecret.key, keys.value),
      }
    }
    const [newest, before] = secretGenerations(props.generation)
    this.newest = pathsOf(newest)
    this.all = before === undefined ? [this.newest] : [this.newest, pathsOf(before)]
  }
}
