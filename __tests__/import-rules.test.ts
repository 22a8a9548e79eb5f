import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

const root = join(__dirname, '..')

/** What the rules say of a tree that holds just these files. */
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
    return JSON.parse(output).summary.violations.map((violation: { rule: { name: string } }) => violation.rule.name)
  } finally {
    rmSync(tree, { recursive: true, force: true })
  }
}

const value = 'export const value = 1\n'
const from = (path: string) => `import { value } from '${path}'\nconsole.log(value)\n`

test.each([
  ['stacks-do-not-know-each-other', { 'stacks/a.ts': from('./b'), 'stacks/b.ts': value }],
  ['stacks-see-contracts-only', { 'stacks/a.ts': from('../apps/api/src/app'), 'apps/api/src/app.ts': value }],
  ['constructs-know-no-stack', { 'constructs/a.ts': from('../environments/dev'), 'environments/dev.ts': value }],
  ['apps-stand-alone', { 'apps/api/src/a.ts': from('../../../constructs/names'), 'constructs/names.ts': value }],
  ['apps-do-not-know-each-other', { 'apps/cli/a.ts': from('../api/contract'), 'apps/api/contract.ts': value }],
  ['contracts-import-nothing', { 'apps/api/contract.ts': from('./limits'), 'apps/api/limits.ts': value }],
  ['local-imports-no-app', { 'local/entra/a.ts': from('../../apps/api/contract'), 'apps/api/contract.ts': value }],
  ['no-circular', { 'constructs/a.ts': `${from('./b')}${value}`, 'constructs/b.ts': `${from('./a')}${value}` }],
  [
    'no-provider-root',
    { 'constructs/a.ts': "import { resourceGroup } from '@cdktf/provider-azurerm'\nconsole.log(resourceGroup)\n" },
  ],
  [
    'main-knows-no-provider',
    {
      'main.ts':
        "import { ResourceGroup } from '@cdktf/provider-azurerm/lib/resource-group'\nconsole.log(ResourceGroup)\n",
    },
  ],
])('%s is found', (rule, files) => {
  expect(violations(files)).toContain(rule)
})

test('what the design allows passes', () => {
  expect(
    violations({
      'main.ts': from('./stacks/a'),
      'stacks/a.ts': `export { value } from '../constructs/b'\n${from('../apps/api/contract')}`,
      'constructs/b.ts': value,
      'apps/api/contract.ts': value,
      'local/start.ts': from('../apps/api/contract'),
    }),
  ).toEqual([])
})
