import { NotificationDestination } from '@cdktf/provider-databricks/lib/notification-destination'
import { Construct } from 'constructs'

/** Where Databricks reports a failed run; the URL is the credential and therefore sensitive. */
export type FailureRoute =
  | { readonly kind: 'webhook'; readonly url: string }
  /** Databricks' own message in Teams; its text is Databricks' and may change. */
  | { readonly kind: 'teams'; readonly url: string }

/** The destination that template jobs name in `on_failure`. */
export class FailureDestination extends Construct {
  readonly destinationId: string

  constructor(scope: Construct, id: string, { kind, url }: FailureRoute) {
    super(scope, id)
    this.destinationId = new NotificationDestination(this, 'Default', {
      displayName: 'slipway failed runs',
      config: kind === 'webhook' ? { genericWebhook: { url } } : { microsoftTeams: { url } },
    }).id
  }
}
