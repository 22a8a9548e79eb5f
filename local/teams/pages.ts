import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { build } from 'esbuild'
import type { FastifyInstance } from 'fastify'

const style = `
body{font:15px/1.5 system-ui,sans-serif;margin:0 auto;max-width:46rem;padding:1rem;color:#1b1f24;background:#f5f5f5}
h1{font-size:1.3rem}ul{list-style:none;margin:0;padding:0}li{margin-bottom:1.5rem}time{color:#616161;font-size:.85rem}
.ac-adaptiveCard{border:1px solid #d1d1d1;border-radius:6px;overflow:hidden}
.error{color:#b3261e;overflow-wrap:anywhere;margin:.25rem 0}
p{margin:0}
`
const page = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<title>Teams channel</title>
<link rel="stylesheet" href="/adaptivecards.css">
<link rel="stylesheet" href="/page.css">
<h1>Teams channel</h1>
<p id="none" hidden>No card yet. A run that fails sends one.</p>
<ul id="messages"></ul>
<script src="/page.js"></script>
</html>
`
const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ')

/** The page at `/` that shows the channel: cards are rendered in the browser by the vendor's own renderer. */
export async function registerPages(app: FastifyInstance): Promise<void> {
  const script = await bundle()
  const cards = createRequire(__filename).resolve('adaptivecards/package.json')
  const files = {
    '/': ['text/html', page],
    '/page.css': ['text/css', style],
    '/page.js': ['text/javascript', script],
    '/adaptivecards.css': ['text/css', readFileSync(join(cards, '..', 'lib', 'adaptivecards.css'), 'utf8')],
  } as const
  for (const [path, [type, content]] of Object.entries(files)) {
    app.get(path, (_request, reply) =>
      reply
        .header('content-security-policy', contentSecurityPolicy)
        .header('x-content-type-options', 'nosniff')
        .header('referrer-policy', 'no-referrer')
        .header('cache-control', 'no-store')
        .type(`${type}; charset=utf-8`)
        .send(content),
    )
  }
}

async function bundle(): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [join(__dirname, 'page.ts')],
    bundle: true,
    write: false,
    minify: true,
    format: 'iife',
    target: 'es2022',
    logLevel: 'error',
  })
  return outputFiles[0]?.text ?? ''
}
