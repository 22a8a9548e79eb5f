import { defaultData, defaultPort, type StartOptions } from './start-options'

/** Prints where everything is and what to do first. */
export function printWelcome(
  urls: Readonly<Record<'api' | 'databricks' | 'teams', string>>,
  data: string,
  { port }: Pick<StartOptions, 'port'>,
): void {
  const rows = [
    ['API', urls.api],
    ['Databricks', urls.databricks],
    ['Teams cards', urls.teams],
    ['Data', data],
  ] as const
  console.log()
  for (const [name, value] of rows) console.log(`  ${name.padEnd(13)}${value}`)
  console.log('\nSubmit a model:\n')
  const elsewhere = data === defaultData ? '' : `SLIPWAY_DATA=${shellWord(data)} `
  const environment = port === defaultPort ? elsewhere : `SLIPWAY_API=${urls.api} ${elsewhere}`
  console.log(`  ${environment}npx slipway submit samples/facility-location/small.mps --wait\n`)
  console.log('Ctrl-C stops everything; the data stay.')
}

/** A path as a shell takes it for one word, whatever it holds. */
function shellWord(path: string): string {
  return /^[\w./-]+$/.test(path) ? path : `'${path.replaceAll("'", "'\\''")}'`
}
