/** A run as `slipway … --json` prints it, as far as it is read here. */
export interface Run {
  readonly id: string
  readonly name: string
  readonly status: string
  readonly algorithm: { readonly name: string }
  readonly profile: string
  readonly attempt: number
  /** The run whose input it runs again. */
  readonly rerunOf: string | null
  readonly error: { readonly code: string; readonly message: string } | null
  readonly result: { readonly name: string; readonly sha256: string } | null
  readonly summary: { readonly status: string; readonly objective: number } | null
}
