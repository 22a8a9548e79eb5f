import { once } from 'node:events'
import { startDatabricks } from '../databricks'

// The emulator for tests in another language: options as JSON in the first argument, the URL as one line on stdout;
// ends with its stdin, so that it cannot outlive the test.
async function main(): Promise<void> {
  const databricks = await startDatabricks(JSON.parse(process.argv[2] ?? '{}'))
  console.log(databricks.url)
  process.stdin.resume()
  await once(process.stdin, 'end')
  await databricks.close({ killTasks: true })
}

void main()
