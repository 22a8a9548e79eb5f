import { createHash } from 'node:crypto'
import { sessionCallHeader } from './auth'
import { signInPath } from './sign-in'

const style = `
:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif }
body { max-width: 44rem; margin: 3rem auto; padding: 0 1rem }
h1 { font-size: 1.5rem; overflow-wrap: anywhere }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .3rem 1.5rem }
dt { opacity: .7 }
dd { margin: 0; overflow-wrap: anywhere; white-space: pre-line }
button, .button { font: inherit; padding: .5rem 1.2rem; border: 0; border-radius: .3rem; background: #0b5cad; color: #fff;
  text-decoration: none; cursor: pointer }
button:disabled { opacity: .5; cursor: default }
p a:not(.button) { margin-left: .5rem }
[hidden] { display: none }
`

// Values of the run enter the page as text alone, never as markup.
const script = `
'use strict'
const id = location.pathname.split('/')[2]
const run = '/v1/runs/' + id
// One for each time the page is opened: a second click, or one after a lost answer, starts no second run.
const key = crypto.randomUUID()
const find = (name) => document.getElementById(name)
const say = (text) => { find('message').textContent = text }

async function call(path, options) {
  const response = await fetch(path, options).catch(() => {
    throw new Error('The service cannot be reached. Try again: nothing starts twice.')
  })
  const body = await response.json().catch(() => ({}))
  if (response.status === 401) {
    find('sign-in').href = '${signInPath}?post_login_redirect_uri=' + encodeURIComponent(location.pathname)
    find('sign-in').hidden = false
    throw new Error('Sign in to see this run and to start it again.')
  }
  if (!response.ok) throw new Error(body.detail || 'The service answered ' + response.status + '. Try again later.')
  return body
}

function fact(label, text) {
  if (!text) return
  const [term, value] = [document.createElement('dt'), document.createElement('dd')]
  term.textContent = label
  value.textContent = text
  find('facts').append(term, value)
}

function show({ name, algorithm, profile, status, createdBy, finishedAt, error, rerunOf }) {
  document.title = name + ' – Slipway'
  find('name').textContent = name
  fact('Status', status)
  fact('Cause', error && error.code + ': ' + error.message)
  fact('Algorithm', algorithm.name + ' ' + algorithm.version + ', ' + profile)
  fact('Submitted by', createdBy.name)
  fact('Ended', finishedAt && new Date(finishedAt).toLocaleString())
  fact('Runs again', rerunOf)
  fact('Run', id)
  find('log').href = run + '/logs'
  find('log').hidden = false
  if (!finishedAt) return say('The run has not ended. Reload this page to see how it goes on.')
  find('again').hidden = false
  if (error) say('Running it again unchanged ' + (error.retryable ? 'may succeed.' : 'will fail the same way.'))
}

async function again() {
  find('again').disabled = true
  try {
    const started = await call(run + '/rerun', {
      method: 'POST',
      headers: { '${sessionCallHeader}': 'rerun-page', 'idempotency-key': key },
    })
    find('new').href = '/runs/' + started.id + '/rerun'
    find('new').hidden = false
    say('It runs again, as your run ' + started.id + '.')
  } catch (error) {
    say(error.message)
    find('again').disabled = false
  }
}

find('again').addEventListener('click', again)
call(run).then(show).catch((error) => say(error.message))
`

const hash = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`

/**
 * What a person opens to start a run again: the link of a card leads here. Opening it starts nothing; the page itself
 * is the same for every run and every reader, and what it shows it asks for in the name of whoever is signed in.
 */
export const rerunPage = {
  contentSecurityPolicy: [
    "default-src 'none'",
    `script-src ${hash(script)}`,
    `style-src ${hash(style)}`,
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; '),
  html: `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Run again – Slipway</title>
<style>${style}</style>
<h1 id="name">Run again</h1>
<dl id="facts"></dl>
<p id="message" role="status">
<noscript>This page needs JavaScript. Without it, POST …/rerun starts the run again: see the API's description.</noscript>
<p><button id="again" hidden>Run again</button>
<a id="sign-in" class="button" hidden>Sign in</a>
<a id="new" hidden>Show the new run</a>
<a id="log" hidden>Log</a>
<script>${script}</script>
</html>
`,
}
