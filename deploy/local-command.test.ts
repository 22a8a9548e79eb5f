import { localCommand } from './local-command'

const command = (dockerfile: string) => localCommand('/home/me/demo', dockerfile)

test('paths of the image become those of the folder, by COPY', () => {
  const dockerfile = `
ARG RUNNER
FROM \${RUNNER}
COPY --from=node /usr/local/bin/node /usr/local/bin/node
COPY --chown=0:0 src/ /opt/algorithm/
COPY solve.py helper.py \\
     /opt/tools/
ENV ALGORITHM_COMMAND='["python3", "/opt/algorithm/main.py", "/opt/tools/helper.py", "--data=/opt/tools"]'
`
  expect(command(dockerfile)).toEqual([
    'python3',
    '/home/me/demo/src/main.py',
    '/home/me/demo/helper.py',
    '--data=/opt/tools',
  ])
})

test('the last setting counts, in every way to write it', () => {
  expect(command('ENV ALGORITHM_COMMAND=["a"]\nenv ALGORITHM_COMMAND="[\\"b\\", \\"c\\"]"')).toEqual(['b', 'c'])
  expect(command('ENV ALGORITHM_COMMAND ["d"]')).toEqual(['d'])
})

test('a Dockerfile without the variable leaves the runner its own algorithm', () => {
  expect(command('FROM x\nENV OTHER=1')).toBeUndefined()
})

test('TypeScript gets a loader where Node.js cannot run it', () => {
  const started = command('COPY . /opt/\nENV ALGORITHM_COMMAND=["node", "/opt/main.ts"]')
  expect(started?.at(-1)).toBe('/home/me/demo/main.ts')
  if (!('typescript' in process.features && process.features.typescript)) {
    expect(started?.slice(0, 2)).toEqual([process.execPath, '--import'])
  }
})

test.each(['python3 main.py', '{}', '[]', '[1]'])('%s is refused', (value) => {
  expect(() => command(`ENV ALGORITHM_COMMAND=${value}`)).toThrow(
    `ALGORITHM_COMMAND in the Dockerfile is ${value}; it must be a JSON array of strings`,
  )
})
