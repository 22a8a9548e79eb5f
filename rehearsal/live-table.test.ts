import { liveTable } from './live-table'

function screen(isTTY: boolean) {
  let text = ''
  return { isTTY, write: (more: string) => (text += more), text: () => text }
}

test('without a terminal each new state is one line, with the seconds since the stack was begun', () => {
  const output = screen(false)
  let now = 0
  const table = liveTable(['foundation', 'api'], output, () => now)
  table.at('foundation', 'applying', '0/26')
  now = 9_400
  table.at('foundation', 'applying', '5/26')
  now = 65_000
  table.ended('foundation', 'applied')
  table.close()
  expect(output.text()).toBe(
    ['foundation       0/26        0  applying', 'foundation       5/26       65  applied', ''].join('\n'),
  )
})

test('on a terminal the table is drawn over itself, and what was not begun is told', () => {
  const output = screen(true)
  let now = 0
  const table = liveTable(['foundation', 'api'], output, () => now)
  table.at('foundation', 'applying', '5/26')
  now = 12_000
  table.ended('foundation', 'failed')
  now = 20_000
  table.close()
  expect(output.text().replaceAll('\x1b[K', '').split('\n')).toEqual([
    'stack       resources  seconds  state',
    'foundation       5/26       12  failed',
    'api                             not reached',
    '',
  ])
})

test('lines are written above the table while it is drawn, and below it afterwards', () => {
  const output = screen(true)
  const table = liveTable(['api'], output, () => 0)
  table.at('api', 'applying', '1/2')
  table.print('before it is drawn')
  table.close()
  table.print('afterwards')
  expect(output.text().replaceAll('\x1b[K', '').split('\n')).toEqual([
    'before it is drawn',
    'stack  resources  seconds  state',
    'api          1/2        0  applying',
    'afterwards',
    '',
  ])
})

test('a drawn table moves down to make room for a line', () => {
  jest.useFakeTimers()
  try {
    const output = screen(true)
    const table = liveTable(['api'], output, () => 0)
    table.at('api', 'applying', '1/2')
    jest.advanceTimersByTime(500)
    const drawn = output.text()
    table.print('a line')
    expect(output.text()).toBe(`${drawn}\x1b[2A\x1b[Ja line\n${drawn}`)
    table.close()
  } finally {
    jest.useRealTimers()
  }
})
