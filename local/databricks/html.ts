/** Text that is safe inside HTML. Only `html` makes it. */
export interface Html {
  readonly safe: string
}

type Part = Html | string | number | undefined | readonly Html[]

/** Template tag: everything filled in is escaped, except what this tag made itself. */
export function html(strings: TemplateStringsArray, ...parts: Part[]): Html {
  return { safe: strings.reduce((text, string, index) => text + render(parts[index - 1]) + string) }
}

function render(part: Part): string {
  if (part === undefined) return ''
  if (typeof part === 'string' || typeof part === 'number') return escapeText(String(part))
  return 'safe' in part ? part.safe : part.map(({ safe }) => safe).join('')
}

function escapeText(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;')
}
