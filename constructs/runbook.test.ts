import { PythonRunbook } from './runbook'
import { synthesise } from './testing/synthesise'

const build = (content: string) =>
  synthesise((scope) => {
    new PythonRunbook(scope, 'runbook', {
      resourceGroupName: 'g',
      location: 'westeurope',
      automationAccountName: 'aa',
      name: 'notify',
      description: 'd',
      content,
    })
  })

test('a runbook is Python and logs nothing of its input', () => {
  expect(build('print(1)\n').only('azurerm_automation_runbook')).toMatchObject({
    runbook_type: 'Python3',
    content: 'print(1)\n',
    log_progress: false,
    log_verbose: false,
  })
})

test('what Terraform would read as an expression reaches Azure as it stands in the text', () => {
  expect(build(`"\${a}" "%{b}" {c} 5 % {1}`).only('azurerm_automation_runbook').content).toBe(
    `"$\${a}" "%%{b}" {c} 5 % {1}`,
  )
})

test('a runbook without text is refused', () => {
  expect(() => build(' \n')).toThrow('runbook "notify" has no text')
})
