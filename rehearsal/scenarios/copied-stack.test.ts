import { errorText } from '../../deploy/report'
import { printedCommands } from './copied-stack'

const stack = { name: 'api', folder: '/rehearsal/out/api', upstream: [], warnings: [], synthesised: {} }
const printed = (summary: string, detail: string) =>
  errorText(
    { severity: 'error', summary, detail, address: 'azurerm_x.y' },
    stack,
    '/rehearsal',
    'npm run deploy -- prod',
  )

test('the commands that a failed deployment prints are found: not the deployment itself', () => {
  const messages = [
    printed('a resource with the ID "/subscriptions/1" already exists', 'it needs to be imported'),
    printed('Error acquiring the state lock', 'Lock Info:\n  ID:        8c8e3b6c-1f0e-8f0e-7b0a-2d9a3c1c7d11'),
    printed('another error', 'terraform is of no help'),
  ]
  expect(printedCommands(messages)).toEqual([
    "terraform -chdir='out/api' import 'azurerm_x.y' '/subscriptions/1'",
    "terraform -chdir='out/api' force-unlock -force 8c8e3b6c-1f0e-8f0e-7b0a-2d9a3c1c7d11",
  ])
})
