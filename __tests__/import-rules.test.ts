import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

const root = join(__dirname, '..')

/** What the rules say of a tree that holds just these files, as `rule: file`. */
function violations(files: Record<string, string>): string[] {
  const tree = mkdtempSync(join(tmpdir(), 'slipway-rules-'))
  try {
    symlinkSync(join(root, 'node_modules'), join(tree, 'node_modules'))
    symlinkSync(join(root, 'package.json'), join(tree, 'package.json'))
    symlinkSync(join(root, 'tsconfig.json'), join(tree, 'tsconfig.json'))
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(join(tree, dirname(path)), { recursive: true })
      writeFileSync(join(tree, path), text)
    }
    const depcruise = join(root, 'node_modules', '.bin', 'depcruise')
    const config = join(root, '__tests__', 'import-rules.cjs')
    const folders = [...new Set(Object.keys(files).map((path) => path.split('/')[0] ?? path))]
    const output = execFileSync(depcruise, ['--config', config, '--output-type', 'json', ...folders], {
      cwd: tree,
      encoding: 'utf8',
    })
    return JSON.parse(output).summary.violations.map(
      (violation: { rule: { name: string }; from: string }) => `${violation.rule.name}: ${violation.from}`,
    )
  } finally {
    rmSync(tree, { recursive: true, force: true })
  }
}

const value = 'export const value = 1\n'
const from = (path: string) => `import { value } from '${path}'\nconsole.log(value)\n`

/** One file that breaks each rule, and nothing else in it. */
const planted = {
  'stacks/a.ts': ['stacks-do-not-know-each-other', from('./b')],
  'stacks/c.ts': ['stacks-see-contracts-only', from('../apps/api/src/app')],
  'constructs/a.ts': ['constructs-know-no-stack', from('../environments/dev')],
  'constructs/b.ts': ['no-circular', `${from('./c')}${value}`],
  'constructs/d.ts': [
    'no-provider-root',
    "import { resourceGroup } from '@cdktf/provider-azurerm'\nconsole.log(resourceGroup)\n",
  ],
  'environments/a.ts': ['product-knows-no-tool', from('../deploy/a')],
  'apps/api/src/a.ts': ['apps-stand-alone', from('../../../constructs/names')],
  'apps/cli/a.ts': ['apps-do-not-know-each-other', from('../api/src/app')],
  'apps/api/contract.ts': ['contracts-import-nothing', from('./limits')],
  'local/entra/a.ts': ['local-imports-no-app', from('../../apps/api/src/app')],
  'deploy/b.ts': ['nothing-knows-the-rehearsal', from('../rehearsal/b')],
  'rehearsal/a.ts': ['rehearsal-uses-what-users-use', from('../apps/api/src/app')],
  'main.ts': [
    'main-knows-no-provider',
    "import { ResourceGroup } from '@cdktf/provider-azurerm/lib/resource-group'\nconsole.log(ResourceGroup)\n",
  ],
} as const

test('every rule finds the file that breaks it', () => {
  const found = violations({
    ...Object.fromEntries(Object.entries(planted).map(([path, [, text]]) => [path, text])),
    'stacks/b.ts': value,
    'constructs/c.ts': `${from('./b')}${value}`,
    'constructs/names.ts': value,
    'environments/dev.ts': value,
    'deploy/a.ts': value,
    'apps/api/src/app.ts': value,
    'apps/api/limits.ts': value,
    'rehearsal/b.ts': value,
  })
  for (const [path, [rule]] of Object.entries(planted)) expect(found).toContain(`${rule}: ${path}`)
})

test('what the design allows passes', () => {
  expect(
    violations({
      'main.ts': from('./stacks/a'),
      'stacks/a.ts': `export { value } from '../constructs/b'\n${from('../apps/api/contract')}`,
      'constructs/b.ts': value,
      'apps/api/contract.ts': value,
      'local/start.ts': from('../apps/api/contract'),
      'deploy/a.ts': from('../main'),
      'review/a.ts': from('../deploy/a'),
      'rehearsal/a.ts': `${from('../deploy/a')}${from('../apps/api/contract').replace('value', 'value as other')}`,
    }),
  ).toEqual([])
})
