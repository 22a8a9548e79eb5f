import { synthesise } from './testing/synthesise'
import { referencePattern, VersionedSecret } from './versioned-secret'

test('another value has another name, and the old secret goes after the new one has come', () => {
  const stack = synthesise((scope) => {
    new VersionedSecret(scope, 'password', { scope: 'slipway', key: 'registry-password', value: 'hidden' })
  })
  expect(stack.only('databricks_secret')).toMatchObject({
    scope: 'slipway',
    key: `registry-password-\${nonsensitive(substr(sha256("hidden"), 0, 8))}`,
    string_value: 'hidden',
    lifecycle: { create_before_destroy: true },
  })
})

test('the pattern fits every version of the secret and no other secret', () => {
  const pattern = new RegExp(`^(?:${referencePattern({ scope: 'slipway', key: 'grant-keys' })})$`)
  expect(pattern.test('{{secrets/slipway/grant-keys-0a1b2c3d}}')).toBe(true)
  for (const other of [
    '{{secrets/slipway/grant-keys}}',
    '{{secrets/slipway/registry-password-0a1b2c3d}}',
    '{{secrets/other/grant-keys-0a1b2c3d}}',
    '{{secrets/slipway/grant-keys-0a1b2c3d}} {{secrets/slipway/other}}',
  ]) {
    expect(pattern.test(other)).toBe(false)
  }
})
