import { Secret } from '@cdktf/provider-databricks/lib/secret'
import { Fn } from 'cdktf'
import { Construct } from 'constructs'

export interface VersionedSecretProps {
  /** Name of the secret scope. */
  readonly scope: string
  readonly key: string
  /** Sensitive. */
  readonly value: string
}

/**
 * A secret of the workspace under a name that changes with its value. The provider replaces a secret whose value
 * changes: under one name it would be missing for seconds, and every cluster that starts meanwhile fails. So the new one
 * is there before whoever names it is changed, and the old one goes last.
 */
export class VersionedSecret extends Construct {
  /** `{{secrets/…}}` */
  readonly reference: string

  constructor(construct: Construct, id: string, { scope, key, value }: VersionedSecretProps) {
    super(construct, id)
    // Of a random value so few digits of a hash give nothing away.
    const version = Fn.nonsensitive(Fn.substr(Fn.sha256(value), 0, versionLength))
    this.reference = new Secret(this, 'Default', {
      scope,
      key: `${key}-${version}`,
      stringValue: value,
      lifecycle: { createBeforeDestroy: true },
    }).configReference
  }
}

const versionLength = 8

/** A regular expression for the references to all versions of a secret. */
export function referencePattern({ scope, key }: Pick<VersionedSecretProps, 'key' | 'scope'>): string {
  return `[{][{]secrets/${scope}/${key}-[0-9a-f]{${versionLength}}[}][}]`
}
