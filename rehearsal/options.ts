export interface Options {
  /** Names, or all where true. */
  readonly scenarios?: true | readonly string[]
  readonly quick?: true
  readonly keep?: true
  readonly stack?: string
  readonly data: string
}
