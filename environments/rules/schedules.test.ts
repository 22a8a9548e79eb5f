import { prod } from '../prod'
import { refuses } from '../testing/mistakes'

const schedule = prod.schedules[0]

refuses([
  [
    'invalid cron expression',
    'schedules.0.cron',
    '61 2 * * *',
    /^schedules\[0\].cron is wrong: "61 2 \* \* \*" is no cron expression/,
  ],
  [
    'cron expression beyond Azure Automation',
    'schedules.0.cron',
    '*/5 * * * *',
    /^schedules\[0\].cron is wrong: .* which Azure Automation cannot express/,
  ],
  [
    'unknown time zone',
    'schedules.0.timeZone',
    'Europe/Atlantis',
    /^schedules\[0\].timeZone is "Europe\/Atlantis"; it must be an IANA time zone/,
  ],
  [
    'time zone that Azure Automation does not take',
    'schedules.0.timeZone',
    'Europe/Kyiv',
    /^schedules\[0\].timeZone is "Europe\/Kyiv"/,
  ],
  [
    'schedule of an unknown algorithm',
    'schedules.0.algorithm',
    'cplex',
    'schedules[0].algorithm is "cplex"; it must be one of highs',
  ],
  [
    'schedule with an unknown profile',
    'schedules.0.profile',
    'huge',
    /^schedules\[0\].profile is "huge"; it must be one of small/,
  ],
  [
    'schedule of a file that is not there',
    'schedules.0.input',
    'samples/none.mps',
    'schedules[0].input is "samples/none.mps"; it must be a file, relative to the repository',
  ],
  [
    'schedule of a file of another format',
    'schedules.0.input',
    'README.md',
    /^schedules\[0\].input is "README.md"; it must end with one of .mps, .mps.gz/,
  ],
  [
    'schedule of a large file',
    'schedules.0.input',
    'node_modules/typescript/lib/typescript.js',
    /^schedules\[0\].input is .*; it must have at most 1048576 bytes/,
  ],
  [
    'schedule with an unknown option',
    'schedules.0.options',
    { treads: 2 },
    /^schedules\[0\].options.treads is unknown; allowed here: time_limit, mip_rel_gap/,
  ],
  [
    'schedule with a wrong option',
    'schedules.0.options',
    { time_limit: 0 },
    'schedules[0].options.time_limit is 0; it must be >= 1',
  ],
  [
    'schedules of the same name',
    'schedules',
    [schedule, schedule],
    'schedules[1].name is "nightly-facility-location", the name of another schedule; names must differ',
  ],
])
