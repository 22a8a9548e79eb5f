import { setImmediate as turn } from 'node:timers/promises'
import { runInNewContext } from 'node:vm'
import type { Browser, Fetched, Page } from './browser'

/** What a person sees of a part of a page. */
export interface Part {
  readonly hidden: boolean
  readonly disabled: boolean
  readonly textContent: string
  readonly href: string
}

/** A page whose script runs. */
export interface LivePage {
  /** @throws where the page has no such part */
  part(id: string): Part
  /** Ends when what the click started has ended. */
  click(id: string): Promise<void>
}

class Element implements Part {
  disabled = false
  textContent = ''
  href = ''
  private readonly listeners: (() => unknown)[] = []

  constructor(public hidden: boolean) {}

  append(...children: readonly Element[]): void {
    this.textContent += `${children.map(({ textContent }) => textContent).join(': ')}\n`
  }

  addEventListener(_event: 'click', listener: () => unknown): void {
    this.listeners.push(listener)
  }

  click(): void {
    if (!this.disabled) for (const listener of this.listeners) listener()
  }
}

/** Runs the script that stands in a page, with as much of a document as a script needs that shows and hides parts by id. */
export async function runPageScript(browser: Browser, page: Page): Promise<LivePage> {
  const script = /<script>(.*)<\/script>/s.exec(page.body)?.[1]
  if (script === undefined) throw new Error(`${page.url.href} (${page.status}) has no script: ${page.body}`)
  const elements = new Map(
    [...page.body.matchAll(/<\w+ id="([\w-]+)"([^>]*)>/g)].map(([, id = '', rest = '']) => [
      id,
      new Element(/\bhidden\b/.test(rest)),
    ]),
  )
  const calls = new Set<Promise<unknown>>()
  const settled = async () => {
    while (calls.size > 0) {
      await Promise.allSettled(calls)
      // What the script does with the answer may call again.
      await turn()
    }
  }
  const call = (path: string, options?: Fetched) => {
    const answer = browser.fetch(page, path, options).then(({ status, body }) => ({
      ...{ status, ok: status >= 200 && status < 300 },
      json: async () => JSON.parse(body),
    }))
    calls.add(answer)
    const over = () => calls.delete(answer)
    answer.then(over, over)
    return answer
  }
  runInNewContext(script, {
    crypto,
    location: { pathname: page.url.pathname },
    document: {
      title: '',
      getElementById: (id: string) => elements.get(id) ?? null,
      createElement: () => new Element(false),
    },
    fetch: call,
  })
  await settled()
  const part = (id: string) => {
    const found = elements.get(id)
    if (!found) throw new Error(`${page.url.href} has no part ${id}`)
    return found
  }
  return {
    part,
    async click(id) {
      part(id).click()
      await settled()
    },
  }
}
