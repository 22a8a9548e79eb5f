import { TestProject } from './testing/project'

const project = new TestProject()
afterAll(() => project.remove())
project.stacks({
  api: { upstream: ['images'], json: {} },
  images: { warning: 'image api cannot be built from this synth: no index', json: {} },
})

test('synth names the stacks in order, and what the synth has to say of them', () => {
  const { code, out, err } = project.run('synth', ['prod'])
  expect(out.split('\n').map((line) => line.split(' ')[0])).toEqual(['images', 'api', ''])
  expect(err).toBe('warning: image api cannot be built from this synth: no index\n')
  expect(code).toBe(0)
})
