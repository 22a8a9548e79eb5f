import { mistakes } from './mistakes'

test('there are ten mistakes, each chosen by a name of its own and with a time limit', () => {
  const names = mistakes.map(({ name }) => name)
  expect(new Set(names).size).toBe(10)
  for (const name of names) expect(name).toMatch(/^[a-z]+(-[a-z]+)+$/)
  for (const { limitSeconds } of mistakes) expect(limitSeconds).toBeGreaterThan(0)
})
