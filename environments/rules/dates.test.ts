import { changed, mistakes, refuses } from '../testing/mistakes'

refuses([
  [
    'date that does not exist',
    'dates.secretExpiry',
    '2027-02-30',
    'dates.secretExpiry is "2027-02-30"; it must be a date that exists, as YYYY-MM-DD',
  ],
  [
    'date in the past',
    'dates.webhookExpiry',
    '2026-11-23',
    'dates.webhookExpiry is "2026-11-23"; it must be 2026-12-24 or later, 30 days ahead: npm run dates -- prod moves it',
  ],
  [
    'date in 29 days',
    'dates.registryTokenExpiry',
    '2026-12-23',
    /^dates.registryTokenExpiry is "2026-12-23"; it must be 2026-12-24 or later/,
  ],
  [
    'webhook for more than ten years',
    'dates.webhookExpiry',
    '2036-11-25',
    'dates.webhookExpiry is "2036-11-25"; it must be 2036-11-24 or earlier: Automation allows 10 years',
  ],
  [
    'budget from the middle of a month',
    'dates.budgetStart',
    '2027-01-15',
    'dates.budgetStart is "2027-01-15"; it must be the first day of a month',
  ],
  [
    'budget that ends within 30 days',
    'dates.budgetEnd',
    '2026-12-23',
    /^dates.budgetEnd is "2026-12-23"; it must be 2026-12-24 or later, 30 days ahead: npm run dates -- prod/,
  ],
  [
    'start that does not exist',
    'dates.scheduleStart',
    '2026-11-31',
    'dates.scheduleStart is "2026-11-31"; it must be a date that exists, as YYYY-MM-DD, or null',
  ],
  [
    'budget that ends before it begins',
    'dates.budgetEnd',
    '2026-12-01',
    'dates.budgetEnd is "2026-12-01"; it must be later than budgetStart, 2026-12-01',
  ],
  [
    'schedules without a start',
    'dates.scheduleStart',
    null,
    'dates.scheduleStart is null; it must be a date, since there are schedules',
  ],
  [
    'start without schedules',
    'schedules',
    [],
    /^dates.scheduleStart is ".*"; it must be null, since there are no schedules/,
  ],
])

test('what has started may have done so in the past', () => {
  const started = changed('dates.budgetStart', '2025-01-01', changed('dates.scheduleStart', '2025-01-01'))
  expect(mistakes(started)).toEqual([])
})
