import { AutomationRunbook } from '@cdktf/provider-azurerm/lib/automation-runbook'
import { Construct } from 'constructs'

export interface PythonRunbookProps {
  readonly resourceGroupName: string
  readonly location: string
  readonly automationAccountName: string
  readonly name: string
  readonly description: string
  /** The whole text, Python 3 with the standard library alone. */
  readonly content: string
}

/** A published Python runbook, its text part of the deployment. */
export class PythonRunbook extends Construct {
  readonly name: string

  constructor(scope: Construct, id: string, { content, ...props }: PythonRunbookProps) {
    super(scope, id)
    if (content.trim() === '') throw new Error(`runbook "${props.name}" has no text`)
    const runbook = new AutomationRunbook(this, 'Default', {
      ...props,
      runbookType: 'Python3',
      content: literal(content),
      // Both would write the webhook's input, which comes from outside, to one more log.
      logProgress: false,
      logVerbose: false,
    })
    this.name = runbook.name
  }
}

/** Terraform reads `${` and `%{` in every string as the beginning of an expression; doubled they stand for themselves. */
function literal(text: string): string {
  return text.replace(/([$%])\{/g, '$1$1{')
}
