import { ConsumptionBudgetSubscription } from '@cdktf/provider-azurerm/lib/consumption-budget-subscription'
import { Construct } from 'constructs'
import { type NameSpace, resourceName } from './names'

export interface BudgetProps {
  readonly space: NameSpace
  /** In the subscription's billing currency. */
  readonly perMonth: number
  /** Whose costs count. */
  readonly resourceGroupNames: readonly string[]
  readonly mailAddresses: readonly string[]
  /** `YYYY-MM-DD`, the first day of a month, not before the current one when the budget is created; ignored later. */
  readonly start: string
  /** `YYYY-MM-DD`. */
  readonly end: string
}

/**
 * Mails when a month's costs pass half, four fifths or all of the budget, or are forecast to. It stops nothing, and
 * hears of costs up to two days late. A budget of the subscription, because one of a resource group cannot count the
 * group that Databricks manages, where the nodes are billed.
 */
export class Budget extends Construct {
  constructor(scope: Construct, id: string, props: BudgetProps) {
    super(scope, id)
    const { space, perMonth, resourceGroupNames, mailAddresses } = props
    const mail = (threshold: number, thresholdType: 'Actual' | 'Forecasted') => ({
      enabled: true,
      operator: 'GreaterThanOrEqualTo',
      threshold,
      thresholdType,
      contactEmails: [...mailAddresses],
    })
    new ConsumptionBudgetSubscription(this, 'Default', {
      name: resourceName('budget', space),
      subscriptionId: `/subscriptions/${space.subscriptionId}`,
      amount: perMonth,
      timeGrain: 'Monthly',
      timePeriod: { startDate: `${props.start}T00:00:00Z`, endDate: `${props.end}T00:00:00Z` },
      filter: { dimension: [{ name: 'ResourceGroupName', operator: 'In', values: [...resourceGroupNames] }] },
      notification: [mail(50, 'Actual'), mail(80, 'Actual'), mail(100, 'Actual'), mail(100, 'Forecasted')],
      // Another start would replace the budget, and Azure refuses a new one that starts before the current month.
      lifecycle: { ignoreChanges: ['time_period[0].start_date'] },
    })
  }
}
