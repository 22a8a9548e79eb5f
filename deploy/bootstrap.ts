import { prepareEnvironment } from '../environments/validation'
import { az } from './azure'
import { runCommand, say } from './command'
import { checkPrerequisites } from './prerequisites'
import { namespaces } from './provider-namespaces'
import { missingRights } from './rights'
import { ensureStateStorage } from './state-storage'

void runCommand(
  {
    name: 'bootstrap',
    does: 'Prepares a subscription: provider namespaces, storage for the state, and a check of your rights. May be repeated.',
  },
  async ({ environment }) => {
    prepareEnvironment(environment, new Date())
    await checkPrerequisites(environment, { terraform: false, stacks: [] }, say)
    await registerNamespaces(environment.subscriptionId)
    const account = await ensureStateStorage(environment, say)
    const missing = await missingRights(environment, account)
    if (missing.length > 0) {
      const lines = missing.map(({ right, command }) => `  - ${right}\n      ${command}`)
      throw new Error(
        `\nThese rights are missing; whoever may grant them runs:\n${lines.join('\n')}\nIt takes some minutes until a right is in force. Then: npm run bootstrap -- ${environment.name}`,
      )
    }
    say(`\nReady. Next: npm run plan -- ${environment.name}`)
  },
)

async function registerNamespaces(subscriptionId: string): Promise<void> {
  const subscription = ['--subscription', subscriptionId]
  const query = '[].{namespace:namespace,state:registrationState}'
  const known =
    (await az<{ namespace: string; state: string }[]>('provider', 'list', '--query', query, ...subscription)) ?? []
  const missing = namespaces.filter(
    (namespace) =>
      !known.some((one) => one.namespace.toLowerCase() === namespace.toLowerCase() && one.state === 'Registered'),
  )
  say(`\nProvider namespaces: ${missing.length === 0 ? 'all registered' : `registering ${missing.join(', ')}`}`)
  for (const namespace of missing) await az('provider', 'register', '--namespace', namespace, '--wait', ...subscription)
}
