import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { AutomationJobSchedule } from '@cdktf/provider-azurerm/lib/automation-job-schedule'
import { AutomationSchedule } from '@cdktf/provider-azurerm/lib/automation-schedule'
import { AutomationVariableString } from '@cdktf/provider-azurerm/lib/automation-variable-string'
import { AssetType, Fn, TerraformAsset, TerraformLocal } from 'cdktf'
import { Construct } from 'constructs'
import {
  runbooks,
  type ScheduledSubmission,
  scheduleVariableName,
  type submitParameters,
} from '../apps/runbook/contract'
import { jsonText } from './json-text'

export interface ScheduledRunProps {
  readonly resourceGroupName: string
  readonly automationAccountName: string
  /** Lower-case kebab, at most 100 characters. */
  readonly name: string
  readonly timing: {
    /** What the rest of the timing was made from; another one makes another schedule. */
    readonly cron: string
    readonly frequency: 'Hour' | 'Day' | 'Week' | 'Month'
    readonly interval: number
    readonly weekDays?: readonly string[]
    readonly monthDays?: readonly number[]
    /** RFC 3339 with offset; at least 5 minutes ahead when the schedule is created, ignored later. */
    readonly startTime: string
    /** IANA name. */
    readonly timeZone: string
  }
  readonly algorithm: string
  readonly profile: string
  /** Absolute path of the file that is submitted. */
  readonly inputFile: string
  readonly options: Readonly<Record<string, string | number | boolean>>
}

/**
 * A run that starts by itself: a schedule, what it submits, and the runbook that submits it.
 *
 * The provider cannot change a schedule whose start has passed, and the time of day lies in the start. So the start is
 * ignored once the schedule is there, and all else that could change is in its name: another rhythm is another schedule.
 */
export class ScheduledRun extends Construct {
  constructor(scope: Construct, id: string, props: ScheduledRunProps) {
    super(scope, id)
    const { resourceGroupName, automationAccountName, name, timing } = props
    const account = { resourceGroupName, automationAccountName }
    const { cron, timeZone, weekDays, monthDays, ...when } = timing
    // A local value, since a function's arguments cannot hold the quotes of JSON.
    const submission = new TerraformLocal(this, 'request', jsonText(this.submission(props)))
    new AutomationVariableString(this, 'submission', {
      ...account,
      name: scheduleVariableName(name),
      description: `What the schedule ${name} submits: JSON, gzipped and in base64`,
      encrypted: true,
      value: Fn.base64gzip(submission.asString),
    })
    const schedule = new AutomationSchedule(this, 'Default', {
      ...account,
      ...when,
      name: `${name}-${rhythm(cron, timeZone)}`,
      description: `Submits what the variable ${scheduleVariableName(name)} holds`,
      timezone: timeZone,
      ...(weekDays && { weekDays: [...weekDays] }),
      ...(monthDays && { monthDays: [...monthDays] }),
      lifecycle: { ignoreChanges: ['start_time'] },
    })
    const parameters: Record<(typeof submitParameters)[number], string> = { schedule: name }
    new AutomationJobSchedule(this, 'link', {
      ...account,
      scheduleName: schedule.name,
      runbookName: runbooks.submit.name,
      parameters,
    })
  }

  /** The input itself stays a file beside the stack until Terraform reads it, so that the synthesised JSON is readable. */
  private submission({ name, timing, inputFile, ...run }: ScheduledRunProps): ScheduledSubmission {
    const input = new TerraformAsset(this, 'input', {
      path: inputFile,
      type: AssetType.FILE,
      assetHash: createHash('sha256').update(readFileSync(inputFile)).digest('hex'),
    })
    return {
      firstStart: timing.startTime,
      every: timing.frequency === 'Hour' ? 'hour' : 'day',
      request: {
        name,
        algorithm: run.algorithm,
        profile: run.profile,
        input: { name: basename(inputFile), encoding: 'base64', content: Fn.filebase64(input.path) },
        options: run.options,
      },
    }
  }
}

function rhythm(cron: string, timeZone: string): string {
  return createHash('sha256')
    .update(`${cron.trim().split(/\s+/).join(' ')} ${timeZone}`)
    .digest('hex')
    .slice(0, 6)
}
