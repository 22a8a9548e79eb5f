/** What `{{…}}` in a parameter may name, by reference without braces and blanks: `job.run_id`, `job.parameters.x`. */
export type References = Readonly<Record<string, string | number>>

/**
 * Fills in dynamic value references. What is filled in is never read again, so that a caller's value cannot name
 * another one. An unknown reference stays as it is.
 */
export function fillIn(text: string, references: References): string {
  return text.replace(/\{\{\s*([\w.-]+)\s*\}\}/g, (whole, name: string) =>
    Object.hasOwn(references, name) ? String(references[name]) : whole,
  )
}
