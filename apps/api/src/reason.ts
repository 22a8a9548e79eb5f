import { DatabricksError } from './databricks'

/** What a log may say of an error: messages of the SDKs hold URLs and bodies. */
export function reasonOf(error: unknown): string {
  if (error instanceof DatabricksError) return error.message
  if (!(error instanceof Error)) return 'unknown'
  const { statusCode, code } = error as { statusCode?: unknown; code?: unknown }
  return [error.name, statusCode, code].filter((part) => ['string', 'number'].includes(typeof part)).join(' ')
}
