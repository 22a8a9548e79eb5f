// Stands in for az, docker or terraform: records how it was called and answers as `answers.json` beside it says.
import { appendFileSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const [program, ...args] = process.argv.slice(2)
const folder = import.meta.dirname ?? new URL('.', import.meta.url).pathname
const call = [program, ...args].join(' ')
appendFileSync(join(folder, 'calls.log'), `${call}\n`)
const answers = JSON.parse(readFileSync(join(folder, 'answers.json'), 'utf8'))
const answer = answers.find(({ call: pattern }) => new RegExp(pattern).test(call))
if (!answer) {
  console.error(`no answer for: ${call}`)
  process.exit(99)
}
process.stdout.write(
  typeof answer.out === 'string' ? answer.out : answer.out === undefined ? '' : JSON.stringify(answer.out),
)
process.stderr.write(answer.err ?? '')
process.exit(answer.code ?? 0)
