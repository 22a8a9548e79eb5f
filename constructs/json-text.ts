/**
 * JSON in which tokens stay what they are and everything else stands for itself, although Terraform reads `${` and `%{`
 * in a string as the beginning of an expression. `Fn.jsonencode` is no help: it leaves quotes in texts as they are and
 * drops nulls, so that a harmless description breaks the stack.
 *
 * A number that only Terraform knows is given as `Token.asNumber(…)`.
 */
export function jsonText(value: unknown): string {
  return JSON.stringify(value).replace(/([$%])\{(?!TfToken\[)/g, '$1$1{')
}
