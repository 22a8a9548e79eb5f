import { GrantKeys } from './grant-key'
import { ref, synthesise } from './testing/synthesise'

const keysOf = (generation: number) => {
  const stack = synthesise((scope) => {
    new GrantKeys(scope, 'keys', { vaultId: '/vault', generation, expiry: '2027-11-01' })
  })
  const secrets = stack.json.resource?.azurerm_key_vault_secret ?? {}
  return Object.fromEntries(Object.entries(secrets).map(([id, secret]) => [secret.name as string, { id, ...secret }]))
}

test('a new generation adds its key in front and keeps the one before it', () => {
  const keys = keysOf(3)
  expect(Object.keys(keys).sort()).toEqual(['grant-key-2', 'grant-key-3', 'grant-keys'])
  const value = (name: string) => ref(`azurerm_key_vault_secret.${keys[name]?.id}.value`)
  expect(keys['grant-keys']).toMatchObject({ value: `${value('grant-key-3')},${value('grant-key-2')}` })
})

test('the key before it keeps its address, so that Terraform keeps its value', () => {
  expect(keysOf(3)['grant-key-2']?.id).toBe(keysOf(2)['grant-key-2']?.id)
})

test('a key is 256 random bits in base64 that no later plan changes', () => {
  expect(keysOf(1)['grant-key-1']).toMatchObject({
    value: ref(`base64sha256("${ref('uuid()')}${ref('uuid()')}")`),
    lifecycle: { ignore_changes: ['value'] },
  })
})

test('every secret says what it is and when it ends', () => {
  for (const secret of Object.values(keysOf(2))) {
    expect(secret).toMatchObject({ content_type: expect.any(String), expiration_date: '2027-11-01T00:00:00Z' })
  }
})

test.each([0, -1, 1.5])('generation %p is refused', (generation) => {
  expect(() => keysOf(generation)).toThrow(
    `the generation of secrets is ${generation}; it must be a whole number from 1`,
  )
})
