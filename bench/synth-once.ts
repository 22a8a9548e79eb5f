/** The synth as it is, except that nothing is built; prints the seconds that the imports took. */
async function main(): Promise<void> {
  const [, , outdir = ''] = process.argv
  const start = process.hrtime.bigint()
  const { synthesise } = await import('../main')
  const imported = Number(process.hrtime.bigint() - start) / 1e9
  const { fakeContexts } = await import('../constructs/testing/fake-contexts')
  const { prod } = await import('../environments/prod')
  await synthesise(prod, { build: async (...args) => fakeContexts(...args), outdir })
  console.log(imported)
}

void main()
