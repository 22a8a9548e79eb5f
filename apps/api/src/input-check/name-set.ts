/** Names that a model declared, remembered by hash: 8 bytes each however long they are. */
export interface NameSet {
  /** @returns false where the name was declared before. */
  add(bytes: Uint8Array, start: number, end: number): boolean
  has(bytes: Uint8Array, start: number, end: number): boolean
  readonly size: number
}

/** Above this many names membership is no longer checked, so that a model of any size needs at most 16 MiB. */
const maxNames = 1_400_000

/**
 * A set of names as an open-addressing table of 53-bit hashes. Two of a million names share a hash with a chance of
 * 1 in 18,000; nothing but this check's own verdict depends on it.
 */
export function createNameSet(): NameSet {
  // 0 marks an empty place.
  let table = new Float64Array(1024)
  let size = 0

  const place = (hash: number): number => {
    const mask = table.length - 1
    let at = (hash % table.length) & mask
    while (table[at] !== 0 && table[at] !== hash) at = (at + 1) & mask
    return at
  }
  const grow = () => {
    const old = table
    table = new Float64Array(old.length * 2)
    for (const hash of old) if (hash !== 0) table[place(hash)] = hash
  }
  return {
    add(bytes, start, end) {
      if (size >= maxNames) return true
      const hash = hashOf(bytes, start, end)
      const at = place(hash)
      if (table[at] === hash) return false
      table[at] = hash
      size++
      if (size * 4 > table.length * 3) grow()
      return true
    },
    has: (bytes, start, end) => {
      if (size >= maxNames) return true
      const hash = hashOf(bytes, start, end)
      return table[place(hash)] === hash
    },
    get size() {
      return size
    },
  }
}

/** 53 bits from two 32-bit hashes (FNV-1a and a multiplicative one); never 0. */
function hashOf(bytes: Uint8Array, start: number, end: number): number {
  let a = 0x811c9dc5
  let b = 0x9e3779b9
  for (let at = start; at < end; at++) {
    const byte = bytes[at] ?? 0
    a = Math.imul(a ^ byte, 0x01000193)
    b = Math.imul(b + byte, 0x85ebca6b) ^ (b >>> 15)
  }
  return (b >>> 11) * 0x1_0000_0000 + (a >>> 0) + 1
}
