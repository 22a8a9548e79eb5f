import { chosenCases } from './cases'

const names = (options: Parameters<typeof chosenCases>[0]) => chosenCases(options).map(({ check }) => check.name)

test('nothing is done where nobody asks, and everything where no name is given', () => {
  expect(names({})).toEqual([])
  const all = chosenCases({ scenarios: true })
  expect(all.filter(({ kind }) => kind === 'mistake')).toHaveLength(10)
  expect(all.filter(({ kind }) => kind === 'scenario')).toHaveLength(8)
  expect(new Set(all.map(({ check }) => check.name)).size).toBe(all.length)
})

test('those that are named are done, in their own order', () => {
  expect(names({ scenarios: ['name-taken', 'scheduled-run'] })).toEqual(['scheduled-run', 'name-taken'])
})

test('a name that there is not is refused with those that there are', () => {
  expect(() => names({ scenarios: ['scheduled-run', 'name-tkaen'] })).toThrow(
    /^there is no scenario "name-tkaen": it must be one of scheduled-run, .*name-taken/,
  )
})
