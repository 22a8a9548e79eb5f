import { plantedInSources } from './plant-in-sources'

/** A template job would run, and be paid for, until somebody notices. */
export const jobWithoutTimeLimit = plantedInSources({
  name: 'job-without-time-limit',
  limitSeconds: 120,
  file: 'constructs/databricks-job.ts',
  change: (text) => text.replace(/^ +timeoutSeconds: .*\n/m, ''),
  told: { stack: 'jobs', resource: 'databricks_job.highs-small', remedy: /timeout_seconds must be positive/ },
})
