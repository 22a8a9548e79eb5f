import { FailureDestination, type FailureRoute } from './notification-destination'
import { ref, synthesise } from './testing/synthesise'

const url = ref('var.url')

test.each<[FailureRoute['kind'], object]>([
  ['webhook', { generic_webhook: { url } }],
  ['teams', { microsoft_teams: { url } }],
])('the route %s calls its URL and nothing else', (kind, config) => {
  const stack = synthesise((scope) => {
    new FailureDestination(scope, 'failed', { kind, url })
  })
  expect(stack.only('databricks_notification_destination').config).toEqual(config)
})
