import { unlockCommand } from './lock'

const stack = { name: 'api', folder: '/rehearsal/cdktf.out/stacks/api', upstream: [], warnings: [], synthesised: {} }
/** As Terraform 1.11 says it. */
const locked = {
  severity: 'error',
  summary: 'Error acquiring the state lock',
  detail: `Error message: state blob is already locked
Lock Info:
  ID:        8c8e3b6c-1f0e-8f0e-7b0a-2d9a3c1c7d11
  Path:      prod/api.tfstate
  Operation: OperationTypeApply
  Who:       dana@laptop`,
} as const

test('a lock that was never given back comes with the command that takes it away', () => {
  expect(unlockCommand(locked, stack, '/rehearsal')).toBe(
    "terraform -chdir='cdktf.out/stacks/api' force-unlock -force 8c8e3b6c-1f0e-8f0e-7b0a-2d9a3c1c7d11",
  )
})

test('another error with an id has none', () => {
  expect(
    unlockCommand(
      { ...locked, summary: 'Error creating', detail: locked.detail.replace('locked', 'busy') },
      stack,
      '/rehearsal',
    ),
  ).toBeUndefined()
})
