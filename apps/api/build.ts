import { join } from 'node:path'
import { build } from 'esbuild'

/**
 * How Node.js is started with the bundle, here and in the image. New objects get 2 MiB instead of 16 before they are
 * collected: more than 20 MiB less of the small plan's memory (`npm run bench`), and streams hold little on the heap.
 */
export const nodeOptions = ['--max-semi-space-size=2']

/** Bundles the API into one CommonJS file that Node.js 20 or newer runs without any package. */
export async function buildApi(outFile: string): Promise<void> {
  await build({
    entryPoints: [join(__dirname, 'src', 'main.ts')],
    outfile: outFile,
    // The bundle names its sources in comments: by the same paths wherever the build is started.
    absWorkingDir: __dirname,
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    // ESM variants first: only what is imported of the SDKs is then loaded at run time.
    mainFields: ['module', 'main'],
    conditions: ['module', 'import'],
    // ESM packages ask for their own address, which CommonJS has under another name.
    define: { 'import.meta.url': 'moduleUrl' },
    banner: { js: "const moduleUrl = require('node:url').pathToFileURL(__filename).href" },
    logLevel: 'warning',
  })
}
