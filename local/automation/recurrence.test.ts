import { nextOccurrence } from './recurrence'

/** The first occurrences from a time on, as the schedule's own clock shows them. */
function occurrences(count: number, properties: object, from = '2026-01-01T00:00:00Z'): string[] {
  const found: string[] = []
  let after = Date.parse(from) - 1
  while (found.length < count) {
    const next = nextOccurrence({ interval: 1, ...properties }, after)
    if (next === undefined) break
    found.push(new Date(next).toISOString().slice(0, 16))
    after = next
  }
  return found
}

const berlin = { timeZone: 'Europe/Berlin' }

test.each<[string, object, string | undefined, string[]]>([
  ['once', { startTime: '2026-03-01T05:00:00Z', frequency: 'OneTime' }, undefined, ['2026-03-01T05:00']],
  [
    'every six hours, by time that passes',
    { startTime: '2026-03-28T22:00:00+01:00', frequency: 'Hour', interval: 6, ...berlin },
    undefined,
    ['2026-03-28T21:00', '2026-03-29T03:00', '2026-03-29T09:00'],
  ],
  [
    'every day at half past six in Berlin, also when the clocks change',
    { startTime: '2026-03-28T06:30:00+01:00', frequency: 'Day', ...berlin },
    undefined,
    ['2026-03-28T05:30', '2026-03-29T04:30', '2026-03-30T04:30'],
  ],
  [
    'every day at a time that the change skips, then an hour later',
    { startTime: '2026-03-28T02:30:00+01:00', frequency: 'Day', ...berlin },
    undefined,
    ['2026-03-28T01:30', '2026-03-29T01:30', '2026-03-30T00:30'],
  ],
  [
    'every third day',
    { startTime: '2026-03-01T05:00:00Z', frequency: 'Day', interval: 3 },
    '2026-03-05T00:00:00Z',
    ['2026-03-07T05:00', '2026-03-10T05:00'],
  ],
  [
    'on some days of every week',
    {
      startTime: '2026-03-04T05:00:00Z',
      frequency: 'Week',
      advancedSchedule: { weekDays: ['Monday', 'Thursday'] },
    },
    undefined,
    ['2026-03-05T05:00', '2026-03-09T05:00', '2026-03-12T05:00'],
  ],
  [
    'every second week on the day of its start',
    { startTime: '2026-03-04T05:00:00Z', frequency: 'Week', interval: 2 },
    undefined,
    ['2026-03-04T05:00', '2026-03-18T05:00', '2026-04-01T05:00'],
  ],
  [
    'on days of the month, where a month has them',
    { startTime: '2026-01-01T05:00:00Z', frequency: 'Month', advancedSchedule: { monthDays: [1, 31] } },
    '2026-01-31T00:00:00Z',
    ['2026-01-31T05:00', '2026-02-01T05:00', '2026-03-01T05:00', '2026-03-31T05:00'],
  ],
  [
    'on the last day of every second month',
    { startTime: '2026-01-01T05:00:00Z', frequency: 'Month', interval: 2, advancedSchedule: { monthDays: [-1] } },
    undefined,
    ['2026-01-31T05:00', '2026-03-31T05:00'],
  ],
  [
    'on the second Tuesday and the last Friday',
    {
      startTime: '2026-02-01T05:00:00Z',
      frequency: 'Month',
      advancedSchedule: {
        monthlyOccurrences: [
          { day: 'Tuesday', occurrence: 2 },
          { day: 'Friday', occurrence: -1 },
        ],
      },
    },
    undefined,
    ['2026-02-10T05:00', '2026-02-27T05:00', '2026-03-10T05:00', '2026-03-27T05:00'],
  ],
])('%s', (_, properties, from, expected) => {
  expect(occurrences(expected.length, properties, from)).toEqual(expected)
})

test('never again once it is over', () => {
  const daily = { startTime: '2026-03-01T05:00:00Z', frequency: 'Day', expiryTime: '2026-03-03T05:00:00Z' }
  expect(occurrences(9, daily)).toEqual(['2026-03-01T05:00', '2026-03-02T05:00'])
  expect(occurrences(9, { startTime: '2026-03-01T05:00:00Z', frequency: 'OneTime' })).toHaveLength(1)
})

test('a time zone that does not exist is an error', () => {
  const wrong = { startTime: '2026-03-01T05:00:00Z', frequency: 'Day', interval: 1, timeZone: 'Mars/Olympus' }
  expect(() => nextOccurrence(wrong, Date.parse('2026-03-02T05:00:00Z'))).toThrow(RangeError)
})
