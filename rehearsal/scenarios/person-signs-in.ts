import { type Browser, openBrowser, type Page } from '../browser/browser'
import { plain } from '../browser/form'
import { type LivePage, runPageScript } from '../browser/page-script'
import { grantRole, revokeRole } from '../checks/caller-role'
import type { Check, CheckContext } from '../checks/check'
import { cardOf, failedRun } from '../checks/failure-reaches-teams'
import type { Run } from '../checks/run'
import type { Person } from '../platform'
import { trustIdentity } from './trusted-identity'

/**
 * A person whom a card in Teams leads to a failed run signs in by a browser and runs it again. Nobody gets so far
 * without an app role, from another site's page, or where the application does not trust the web app's identity.
 */
export const personSignsIn: Check = {
  name: 'person-signs-in',
  limitSeconds: 240,
  async run(context) {
    const { rehearsal, azure } = context
    const { operator, stranger } = rehearsal.platform.people
    const failed = await failedRun(context)
    const { actions = [] } = await cardOf(context, failed)
    const link = (title: string) => {
      const found = actions.find((action) => action.title === title)
      if (!found) throw new Error(`the card has no link "${title}", but ${actions.map((one) => one.title).join(', ')}`)
      return found.url
    }
    await grantRole(rehearsal, azure, operator, 'admin')
    const again = await runAgain(context, failed, link('Run again'))
    await readRun(context, failed, link('Open the run'), link('Logs'))

    const nobody = await openAs(context, stranger, link('Run again'))
    const sentence = refusal(nobody.page, 'AADSTS50105')
    await trustIdentity(context, 'runbook')
    const untrusted = await openAs(context, operator, link('Open the run'))
    const distrust = refusal(untrusted.page, 'AADSTS700213')
    return [
      `${operator.name} signed in from the card of run ${failed.id} and ran it again as ${again.id}, which another site's page could not`,
      `${stranger.name}, without an app role: ${sentence}`,
      `with a federated credential for another identity: ${distrust}`,
    ].join('\n')
  },
  repair: {
    limitSeconds: 60,
    async run(context) {
      const { rehearsal, azure } = context
      await trustIdentity(context, 'api')
      await revokeRole(rehearsal, azure, rehearsal.platform.people.operator, 'admin')
    },
  },
}

/** What the person does on the page that "Run again" opens. @returns the new run, ended */
async function runAgain(context: CheckContext, failed: Run, link: string): Promise<Run> {
  const { operator } = context.rehearsal.platform.people
  const { browser, page } = await openAs(context, operator, link)
  mustBeAt(page, link)
  const live = await runPageScript(browser, page)
  if (live.part('name').textContent !== failed.name || live.part('again').hidden) {
    throw new Error(
      `the page does not let ${operator.name} run ${failed.name} again: ${live.part('message').textContent}`,
    )
  }
  const path = `/v1/runs/${failed.id}/rerun`
  const headers = { 'x-slipway-call': 'forged', origin: 'https://evil.example' }
  const forged = await browser.fetch(page, path, { method: 'POST', headers })
  if (forged.status !== 403 || !forged.body.includes('Cross-site request forgery')) {
    throw new Error(`POST ${path} from another site's page answered ${forged.status}: ${forged.body}`)
  }
  await pressed(browser, page, live)
  const runs = await read<{ value: Run[] }>(browser, page, '/v1/runs')
  const [started, ...more] = runs.value.filter(({ rerunOf }) => rerunOf === failed.id)
  if (!started || more.length > 0)
    throw new Error(`the button started ${runs.value.length} runs: ${JSON.stringify(runs)}`)
  for (;;) {
    const run = await read<Run>(browser, page, `/v1/runs/${started.id}`, { prefer: 'wait=30' })
    if (['succeeded', 'failed', 'canceled'].includes(run.status)) return run
    context.signal.throwIfAborted()
  }
}

async function pressed(browser: Browser, page: Page, live: LivePage): Promise<void> {
  const before = await read<{ value: Run[] }>(browser, page, '/v1/runs')
  if (before.value.length > 0) throw new Error(`opening the page has started ${JSON.stringify(before.value)}`)
  await live.click('again')
  if (live.part('new').hidden) throw new Error(`the button starts no run: ${live.part('message').textContent}`)
}

/** The card's other links, which lead to the sign-in by themselves. */
async function readRun(context: CheckContext, failed: Run, link: string, logs: string): Promise<void> {
  const { browser, page } = await openAs(context, context.rehearsal.platform.people.operator, link)
  mustBeAt(page, link)
  if ((JSON.parse(page.body) as Run).id !== failed.id) throw new Error(`${link} shows another run: ${page.body}`)
  mustBeAt(await browser.open(logs), logs)
}

/**
 * Opens a link of the card in a new browser, follows it to the sign-in, and says there who it is.
 * @throws Error where the link does not lead there
 */
async function openAs({ rehearsal: { platform }, signal }: CheckContext, person: Person, link: string) {
  const browser = openBrowser({ proxyUrl: platform.proxyUrl('caller'), caFile: platform.caFile }, signal)
  const opened = await browser.open(link)
  const asked = opened.url.href === link ? await signInOn(browser, opened) : opened
  if (asked.url.host !== 'login.microsoftonline.com') {
    throw new Error(`${link} leads to no sign-in, but to ${asked.url.href} (${asked.status}): ${asked.body}`)
  }
  return { browser, page: await browser.press(asked, { name: 'user', value: person.objectId }) }
}

/** Where the button of a page that wants a sign-in leads. */
async function signInOn(browser: Browser, page: Page): Promise<Page> {
  const live = await runPageScript(browser, page)
  const { hidden, href } = live.part('sign-in')
  if (hidden || !live.part('again').hidden) {
    throw new Error(`${page.url.href} asks nobody to sign in: ${live.part('message').textContent}`)
  }
  return browser.open(href, page)
}

async function read<T>(browser: Browser, page: Page, path: string, headers = {}): Promise<T> {
  const { status, body } = await browser.fetch(page, path, { headers })
  if (status !== 200) throw new Error(`GET ${path} by the session answered ${status}: ${body}`)
  return JSON.parse(body) as T
}

/** Entra's sentence on a page. @throws Error where it is not this refusal */
function refusal({ url, status, body }: Page, code: string): string {
  const [sentence] = new RegExp(`${code}: .*?(?= Trace ID)`).exec(plain(body)) ?? []
  if (sentence === undefined) throw new Error(`${url.href} must refuse with ${code}, but shows (${status}): ${body}`)
  return sentence
}

function mustBeAt({ url, status, body }: Page, link: string): void {
  if (url.href === link && status === 200) return
  throw new Error(`the sign-in must lead to ${link}, but led to ${url.href} (${status}): ${body}`)
}
