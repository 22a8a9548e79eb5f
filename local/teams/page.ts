import { type Action, AdaptiveCard, HostConfig, OpenUrlAction } from 'adaptivecards'
import MarkdownIt from 'markdown-it'

// The little of a browser that this page uses. The DOM's own types would be seen by the whole project.
interface Element {
  textContent: string | null
  className: string
  hidden: boolean
  append(...parts: (Element | string)[]): void
  replaceChildren(...parts: Element[]): void
}
declare const document: { createElement(name: string): Element; getElementById(id: string): Element }
declare const window: { open(url: string, target: string, features: string): void }

interface Message {
  readonly id: string
  readonly receivedAt: string
  readonly cards: readonly unknown[]
  readonly errors: readonly string[]
}

const pollMs = 2_000

// The Markdown that Teams reads in a card's texts; nothing in it may be HTML.
const markdown = new MarkdownIt('commonmark', { html: false }).disable(['image', 'heading', 'code', 'fence', 'hr'])
AdaptiveCard.onProcessMarkdown = (text, result) => {
  result.outputHtml = markdown.render(text)
  result.didProcess = true
}

const hostConfig = new HostConfig({
  fontFamily: "'Segoe UI', system-ui, sans-serif",
  spacing: { small: 4, default: 8, medium: 16, large: 24, extraLarge: 32, padding: 16 },
  containerStyles: {
    default: { backgroundColor: '#ffffff' },
    emphasis: { backgroundColor: '#f0f0f0' },
    attention: { backgroundColor: '#fbe9e7', foregroundColors: { default: { default: '#8a1c12' } } },
  },
})

function shown(message: Message): Element {
  const item = element('li')
  item.append(element('time', new Date(message.receivedAt).toLocaleString()))
  for (const content of message.cards) {
    const card = new AdaptiveCard()
    card.hostConfig = hostConfig
    card.onExecuteAction = open
    card.parse(content)
    const rendered: Element | undefined = card.render()
    if (rendered) item.append(rendered)
  }
  for (const error of message.errors) {
    const line = element('p', error)
    line.className = 'error'
    item.append(line)
  }
  return item
}

function open(action: Action): void {
  const url = action instanceof OpenUrlAction ? (action.url ?? '') : ''
  if (/^https?:\/\//.test(url)) window.open(url, '_blank', 'noopener,noreferrer')
}

function element(name: string, text = ''): Element {
  const made = document.createElement(name)
  made.textContent = text
  return made
}

let newest: string | undefined

async function refresh(): Promise<void> {
  const { messages } = (await (await fetch('/messages')).json()) as { messages: Message[] }
  const latest = messages[0]?.id ?? 'none'
  if (latest === newest) return
  newest = latest
  document.getElementById('none').hidden = messages.length > 0
  document.getElementById('messages').replaceChildren(...messages.map(shown))
}

function poll(): void {
  refresh()
    .catch(() => {
      // The platform may be starting again.
    })
    .finally(() => setTimeout(poll, pollMs))
}

poll()
