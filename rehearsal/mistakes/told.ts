/** What the message about a mistake must name for whoever has made it. */
export interface Told {
  readonly stack: string
  /** Address in the stack, or how it begins where a hash follows. */
  readonly resource: string
  /** What to do about it. */
  readonly remedy: RegExp
}

/** @throws Error with what the message leaves out */
export function refuseVague(message: string, { stack, resource, remedy }: Told): void {
  const left = [
    ...(new RegExp(`(^|[^\\w-])${stack}[,/] ?${resource.replaceAll('.', '\\.')}`, 'm').test(message)
      ? []
      : [`the stack and the resource (${stack}, ${resource})`]),
    ...(remedy.test(message) ? [] : [`the remedy (${remedy.source})`]),
  ]
  if (left.length > 0)
    throw new Error(`the mistake was noticed, but its message leaves out ${left.join(' and ')}:\n${message}`)
}
