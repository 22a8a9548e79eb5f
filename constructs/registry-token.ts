import { ContainerRegistryScopeMap } from '@cdktf/provider-azurerm/lib/container-registry-scope-map'
import { ContainerRegistryToken } from '@cdktf/provider-azurerm/lib/container-registry-token'
import { ContainerRegistryTokenPassword } from '@cdktf/provider-azurerm/lib/container-registry-token-password'
import { Construct } from 'constructs'

export interface RegistryTokenProps {
  readonly registryName: string
  readonly resourceGroupName: string
  /** 5 to 49 letters, digits and hyphens, a letter first; the user name of whoever logs in. */
  readonly name: string
  /** The only repositories that the token opens. */
  readonly repositories: readonly string[]
  readonly actions: readonly ('content/read' | 'content/write' | 'content/delete' | 'metadata/read')[]
  /** `YYYY-MM-DD`, from its first moment in UTC; a new date makes a new password, which closes the old one at once. */
  readonly expiry: string
  /**
   * A token that is being replaced by another one: it ends on the date that it was made with, whatever `expiry` says now.
   * @default false
   */
  readonly beingReplaced?: boolean
}

/**
 * User and password for some repositories of a registry and some actions, until a date: for clients that know no
 * identity, as Databricks' image pull. Made in the stack that uses it, so that the password crosses no stack.
 */
export class RegistryToken extends Construct {
  readonly username: string
  /** Sensitive; Terraform's state holds it. */
  readonly password: string

  constructor(scope: Construct, id: string, props: RegistryTokenProps) {
    super(scope, id)
    const { registryName: containerRegistryName, resourceGroupName, name, repositories, actions } = props
    if (!/^[a-z][a-z0-9-]{4,48}$/i.test(name)) {
      throw new Error(`registry token name "${name}" must be 5 to 49 letters, digits and hyphens, a letter first`)
    }
    if (repositories.length === 0 || actions.length === 0) {
      throw new Error(`registry token "${name}" names no ${repositories.length === 0 ? 'repository' : 'action'}`)
    }
    const scopeMap = new ContainerRegistryScopeMap(this, 'scope', {
      name,
      containerRegistryName,
      resourceGroupName,
      actions: repositories.flatMap((repository) => actions.map((action) => `repositories/${repository}/${action}`)),
    })
    const token = new ContainerRegistryToken(this, 'Default', {
      name,
      containerRegistryName,
      resourceGroupName,
      scopeMapId: scopeMap.id,
      enabled: true,
    })
    const password = new ContainerRegistryTokenPassword(this, 'password', {
      containerRegistryTokenId: token.id,
      password1: { expiry: `${props.expiry}T00:00:00Z` },
      ...(props.beingReplaced && { lifecycle: { ignoreChanges: ['password1'] } }),
    })
    this.username = token.name
    this.password = password.password1.value
  }
}
