import { refuseVague } from './told'

const told = { stack: 'jobs', resource: 'databricks_job.small', remedy: /deploy images/ }

test.each([
  'Error in jobs, databricks_job.small: no such image; deploy images first',
  'MY_RULE: deploy images (jobs/databricks_job.small_1A2B)',
])('a message with stack, resource and remedy will do: %s', (message) => {
  expect(() => refuseVague(message, told)).not.toThrow()
})

test.each([
  ['jobs, databricks_job.small failed', /leaves out the remedy \(deploy images\):\njobs, databricks_job/],
  ['run 1 failed: deploy images', /leaves out the stack and the resource \(jobs, databricks_job\.small\):/],
  ['other-jobs, databricks_job.small: deploy images', /leaves out the stack and the resource/],
  ['it failed', /leaves out the stack and the resource .* and the remedy/],
])('what a message leaves out is told, with the message: %s', (message, left) => {
  expect(() => refuseVague(message, told)).toThrow(left)
})
