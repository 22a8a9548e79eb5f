/** JSON merge patch: objects merge, anything else replaces (RFC 7396 without the deletion by null, which Azure has not). */
export function deepMerge(before: unknown, changed: unknown): unknown {
  if (!isObject(before) || !isObject(changed)) return changed
  const merged: Record<string, unknown> = { ...before }
  for (const [name, value] of Object.entries(changed)) merged[name] = deepMerge(before[name], value)
  return merged
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
