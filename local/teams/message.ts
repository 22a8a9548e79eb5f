import { cardErrors } from './card-check'

const cardType = 'application/vnd.microsoft.card.adaptive'

/** Largest message that Teams takes, in bytes. */
const messageBytes = 28 * 1024

/** What the flow "Post to a channel when a webhook request is received" makes of a request. */
export interface Delivery {
  readonly cards: readonly unknown[]
  /** Empty: the cards are in the channel. Otherwise none is, and only the flow's own history says so. */
  readonly errors: readonly string[]
}

/** Reads the envelope that Workflows documents: `{type: "message", attachments: [{contentType, content}]}`. */
export function readMessage(body: unknown, bytes: number): Delivery {
  const refused = (...errors: string[]): Delivery => ({ cards: [], errors })
  if (bytes > messageBytes) return refused(`the message has ${bytes} bytes, Teams takes ${messageBytes}`)
  if (typeof body !== 'object' || body === null) return refused('the body must be an object')
  if (!('type' in body) || body.type !== 'message') return refused('type must be "message"')
  if (!('attachments' in body) || !Array.isArray(body.attachments) || body.attachments.length === 0) {
    // The flow's own words, as users report them.
    return refused("'attachments' is of type 'Null', an array with at least one item is expected")
  }
  const cards: unknown[] = []
  const errors = body.attachments.flatMap((attachment: unknown, index): string[] => {
    const at = `/attachments/${index}`
    if (typeof attachment !== 'object' || attachment === null) return [`${at} must be an object`]
    if (!('contentType' in attachment) || attachment.contentType !== cardType) {
      return [`${at}/contentType must be "${cardType}"`]
    }
    const content = 'content' in attachment ? attachment.content : undefined
    cards.push(content)
    return cardErrors(content).map((error) => `${at}/content: ${error}`)
  })
  return { cards: errors.length > 0 ? [] : cards, errors }
}
