import { automationSchedule, firstStart } from './schedule'

test.each([
  ['every hour', '15 * * * *', { frequency: 'Hour', interval: 1 }],
  ['every sixth hour', '0 */6 * * *', { frequency: 'Hour', interval: 6 }],
  ['the same hours as a list', '0 3,15 * * *', { frequency: 'Hour', interval: 12 }],
  ['every day', '30 2 * * *', { frequency: 'Day', interval: 1 }],
  [
    'named days of the week',
    '0 7 * * MON-FRI',
    { frequency: 'Week', interval: 1, weekDays: ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday'] },
  ],
  ['Sunday as 7', '0 7 * * 7', { frequency: 'Week', interval: 1, weekDays: ['Sunday'] }],
  ['days of every month', '0 0 1,15 * *', { frequency: 'Month', interval: 1, monthDays: [1, 15] }],
  ['a day of every third month', '0 0 1 */3 *', { frequency: 'Month', interval: 3, monthDays: [1] }],
])('%s is expressed for Azure Automation', (_label, cron, expected) => {
  expect(automationSchedule(cron)).toEqual(expected)
})

test.each([
  ['several minutes of an hour', '*/5 * * * *', 'names 12 minutes of an hour'],
  ['hours with uneven gaps', '0 */5 * * *', 'names the hours 0, 5, 10, 15, 20'],
  ['hours of working days', '0 */6 * * 1-5', 'names several hours of some days'],
  ['days of month and week at once', '0 0 1 * 1', 'names days of the month and of the week at once'],
  ['every day of one month', '0 0 * 1 *', 'names some months only'],
  ['months with uneven gaps', '0 0 1 1,2 *', 'names months with uneven gaps'],
])('%s are refused as more than Azure Automation can express', (_label, cron, what) => {
  expect(() => automationSchedule(cron)).toThrow(
    `"${cron}" ${what}, which Azure Automation cannot express; allowed is `,
  )
})

test.each([
  '',
  '* * * *',
  '* * * * * *',
  '60 * * * *',
  '0 25 * * *',
  '@daily',
  '0 0 L * *',
  '0 0 * * 1#2',
  'a b c d e',
])('"%s" is no cron expression of five fields', (cron) => {
  expect(() => automationSchedule(cron)).toThrow(`"${cron}" is no cron expression`)
})

test.each([
  ['30 2 * * *', '2027-01-01', 'Europe/Berlin', '2027-01-01T02:30:00+01:00'],
  ['30 2 * * *', '2027-07-01', 'Europe/Berlin', '2027-07-01T02:30:00+02:00'],
  ['0 0 * * *', '2027-01-01', 'Etc/UTC', '2027-01-01T00:00:00+00:00'],
  ['0 7 * * MON', '2027-07-01', 'America/New_York', '2027-07-05T07:00:00-04:00'],
  ['0 0 1 */3 *', '2027-02-01', 'Asia/Kolkata', '2027-04-01T00:00:00+05:30'],
])('%s from %s on in %s starts first at %s', (cron, date, zone, expected) => {
  expect(firstStart(cron, date, zone)).toBe(expected)
})
