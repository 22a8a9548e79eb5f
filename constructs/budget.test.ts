import { Budget } from './budget'
import { place, synthesise } from './testing/synthesise'

test('the budget counts every group that is billed and mails at 50, 80, 100 % and a forecast of 100 %', () => {
  const stack = synthesise((scope) => {
    new Budget(scope, 'budget', {
      space: place.space,
      perMonth: 60,
      resourceGroupNames: ['ours', 'managed'],
      mailAddresses: ['a@example.com'],
      start: '2027-01-01',
      end: '2032-01-01',
    })
  })
  const to = { enabled: true, operator: 'GreaterThanOrEqualTo', contact_emails: ['a@example.com'] }
  expect(stack.only('azurerm_consumption_budget_subscription')).toMatchObject({
    subscription_id: `/subscriptions/${place.space.subscriptionId}`,
    amount: 60,
    time_period: { start_date: '2027-01-01T00:00:00Z', end_date: '2032-01-01T00:00:00Z' },
    filter: { dimension: [{ name: 'ResourceGroupName', operator: 'In', values: ['ours', 'managed'] }] },
    notification: [
      { ...to, threshold: 50, threshold_type: 'Actual' },
      { ...to, threshold: 80, threshold_type: 'Actual' },
      { ...to, threshold: 100, threshold_type: 'Actual' },
      { ...to, threshold: 100, threshold_type: 'Forecasted' },
    ],
    lifecycle: { ignore_changes: ['time_period[0].start_date'] },
  })
})
