import { join, relative } from 'node:path'
import { runCommand, say, synthesisedStacks } from './command'

void runCommand(
  { name: 'synth', does: 'Writes the Terraform JSON of all stacks; needs nothing but this repository.' },
  async (session) => {
    const { all } = await synthesisedStacks(session)
    const { folder } = session.project
    for (const stack of all) say(`${stack.name.padEnd(16)}${join(relative(folder, stack.folder), 'cdk.tf.json')}`)
  },
)
