/**
 * Whether the bytes are one complete, finite decimal number such as `-1`, `.5`, `3.` or `1e-7`. Words (`inf`, `nan`),
 * decimal commas, Fortran's `D` exponent, hexadecimal and numbers that overflow are not.
 */
export function isFiniteNumber(bytes: Buffer, start: number, end: number): boolean {
  let at = start
  if (at < end && isSign(bytes[at] ?? 0)) at++
  const mantissa = at
  let digits = 0
  let dots = 0
  for (; at < end; at++) {
    const byte = bytes[at] ?? 0
    if (byte >= 0x30 && byte <= 0x39) digits++
    else if (byte === 0x2e && dots === 0) dots++
    else break
  }
  if (digits === 0) return false
  if (at === end) return digits < 300 || isFiniteText(bytes, mantissa, end)
  if (((bytes[at] ?? 0) | 0x20) !== 0x65) return false
  at++
  if (at < end && isSign(bytes[at] ?? 0)) at++
  const exponent = at
  for (; at < end; at++) {
    const byte = bytes[at] ?? 0
    if (byte < 0x30 || byte > 0x39) return false
  }
  if (at === exponent) return false
  return (at - exponent <= 2 && digits < 200) || isFiniteText(bytes, mantissa, end)
}

function isSign(byte: number): boolean {
  return byte === 0x2b || byte === 0x2d
}

function isFiniteText(bytes: Buffer, start: number, end: number): boolean {
  return Number.isFinite(Number(bytes.toString('latin1', start, end)))
}
