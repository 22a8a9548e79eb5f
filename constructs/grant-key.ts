import { KeyVaultSecret } from '@cdktf/provider-azurerm/lib/key-vault-secret'
import { Fn } from 'cdktf'
import { Construct } from 'constructs'
import { secretGenerations } from './secret-generations'

export interface GrantKeysProps {
  readonly vaultId: string
  /** From 1; one more makes a new key and keeps the one before it. */
  readonly generation: number
  /** `YYYY-MM-DD`: when Key Vault calls the secrets expired. */
  readonly expiry: string
}

/**
 * The keys that seal grants, made by Terraform and never seen by anybody: a secret for each generation, and one with
 * what the API reads, newest first. Two generations are valid at once, so that a rotation needs no pause.
 *
 * Each key is a Key Vault secret from its first moment because Terraform hides a secret's value everywhere;
 * `terraform_data`, which could also keep a random value, prints its output when it is destroyed.
 */
export class GrantKeys extends Construct {
  /** Comma-separated base64 AES-256 keys, newest first; sensitive. */
  readonly value: string

  constructor(scope: Construct, id: string, { vaultId: keyVaultId, generation, expiry }: GrantKeysProps) {
    super(scope, id)
    const expirationDate = `${expiry}T00:00:00Z`
    const keys = secretGenerations(generation).map(
      (one) =>
        new KeyVaultSecret(this, `generation-${one}`, {
          name: `grant-key-${one}`,
          keyVaultId,
          expirationDate,
          contentType: 'AES-256 key in base64',
          // Two random UUIDs hold 256 random bits; another value at every plan is what the lifecycle ignores.
          value: Fn.base64sha256(`${Fn.uuid()}${Fn.uuid()}`),
          lifecycle: { ignoreChanges: ['value'] },
        }),
    )
    const all = new KeyVaultSecret(this, 'Default', {
      name: grantKeysSecret,
      keyVaultId,
      expirationDate,
      contentType: 'comma-separated AES-256 keys in base64, newest first',
      value: keys.map((key) => key.value).join(','),
    })
    this.value = all.value
  }
}

/** Name of the secret with all valid keys. */
export const grantKeysSecret = 'grant-keys'
