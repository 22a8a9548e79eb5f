import { isIPv4 } from 'node:net'

/** A block of IPv4 addresses; a single address is a block of one. */
export interface Block {
  /** As an unsigned 32-bit number. */
  readonly first: number
  readonly last: number
  /** Length of the network prefix, 0 to 32. */
  readonly prefix: number
}

/**
 * Reads `10.20.0.0/22` or, as a block of one, `10.20.0.7`.
 *
 * @returns undefined where the text is neither, or where bits are set behind the prefix (`10.20.0.1/22`)
 */
export function parseBlock(text: string): Block | undefined {
  const [address = '', length = '32', ...rest] = text.split('/')
  if (rest.length > 0 || !isIPv4(address) || !/^(\d|[12]\d|3[0-2])$/.test(length)) return undefined
  const prefix = Number(length)
  const first = address.split('.').reduce((sum, part) => sum * 256 + Number(part), 0)
  const size = 2 ** (32 - prefix)
  return first % size === 0 ? { first, last: first + size - 1, prefix } : undefined
}

export function contains(outer: Block, inner: Block): boolean {
  return outer.first <= inner.first && inner.last <= outer.last
}

export function overlap(one: Block, other: Block): boolean {
  return one.first <= other.last && other.first <= one.last
}

/** Addresses that a subnet has for machines: Azure keeps five. */
export function usableAddresses({ first, last }: Block): number {
  return last - first + 1 - 5
}

/** The private blocks of RFC 1918. */
export const privateBlocks = blocks('10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16')

/** TEST-NET-1 to -3 of RFC 5737: what examples use, and what reaches nobody. */
export const documentationBlocks = blocks('192.0.2.0/24', '198.51.100.0/24', '203.0.113.0/24')

/** What never is the address of a machine on the internet, by the special-purpose registry of RFC 6890. */
export const specialBlocks = [
  ...privateBlocks,
  ...blocks('0.0.0.0/8', '100.64.0.0/10', '127.0.0.0/8', '169.254.0.0/16', '192.0.0.0/24', '198.18.0.0/15'),
  ...blocks('224.0.0.0/4', '240.0.0.0/4'),
]

function blocks(...texts: string[]): Block[] {
  return texts.flatMap((text) => parseBlock(text) ?? [])
}
