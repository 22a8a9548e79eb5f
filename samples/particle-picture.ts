import { writeFileSync } from 'node:fs'
import { encodePng, type Picture } from './particle-analysis/src/picture.ts'
import { between, createRandom, integerBetween } from './random'

/** A drawn disc, in pixels. */
export interface Disc {
  readonly x: number
  readonly y: number
  readonly radius: number
}

/**
 * Bright discs that do not touch each other, on a dark, noisy ground, with specks of single pixels between them: what
 * is in it is known. The same seed gives the same picture.
 */
export function drawParticles(seed: number, width = 320, height = 240): { picture: Picture; discs: readonly Disc[] } {
  const random = createRandom(seed)
  const discs: Disc[] = []
  for (let tries = 0; tries < 400; tries += 1) {
    const radius = integerBetween(random, 4, 14)
    const disc = {
      x: integerBetween(random, radius + 1, width - radius - 2),
      y: integerBetween(random, radius + 1, height - radius - 2),
      radius,
    }
    if (discs.every((other) => distance(disc, other) > disc.radius + other.radius + 4)) discs.push(disc)
  }
  const pixels = Uint8Array.from({ length: width * height }, (_, index) => {
    const point = { x: index % width, y: Math.floor(index / width) }
    const inside = discs.some((disc) => distance(point, disc) <= disc.radius)
    const near = discs.some((disc) => distance(point, disc) <= disc.radius + 3)
    const speck = !near && random() < 0.0005
    return Math.round((inside || speck ? 190 : 50) + between(random, -25, 25))
  })
  return { picture: { width, height, pixels }, discs }
}

function distance(one: { readonly x: number; readonly y: number }, other: { readonly x: number; readonly y: number }) {
  return Math.hypot(one.x - other.x, one.y - other.y)
}

/** `tsx samples/particle-picture.ts FILE.png [SEED]`; needs Netpbm. */
function main(): void {
  const [file, seed = '1'] = process.argv.slice(2)
  if (file === undefined) throw new Error('say where to: tsx samples/particle-picture.ts FILE.png [SEED]')
  const { picture, discs } = drawParticles(Number(seed))
  writeFileSync(file, encodePng(picture))
  console.log(`${file}: ${discs.length} particles`)
}

if (require.main === module) main()
