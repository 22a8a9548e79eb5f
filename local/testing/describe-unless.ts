/** Tests that are skipped where something that they need is missing, with one line that says what. */
export function describeUnless(missing: string | undefined, title: string, tests: () => void): void {
  if (missing === undefined) {
    describe(title, tests)
    return
  }
  process.stderr.write(`SKIPPED ${title}: ${missing}\n`)
  describe.skip(title, tests)
}
