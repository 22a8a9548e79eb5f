import type { Picture } from './picture.ts'

/** Lengths in pixels, areas in square pixels, positions from the upper left corner. */
export interface Particle {
  readonly area: number
  readonly centroid: { readonly x: number; readonly y: number }
  readonly bounds: { readonly left: number; readonly top: number; readonly width: number; readonly height: number }
  /** Of the circle with the same area. */
  readonly equivalentDiameter: number
  readonly touchesEdge: boolean
}

export interface Search {
  /** Grey value above which a pixel is bright. */
  readonly threshold: number
  readonly foreground: 'bright' | 'dark'
  /** Particles with fewer pixels are left out. */
  readonly minArea: number
}

/** The grey value that splits a picture best into two classes (Otsu 1979). */
export function otsuThreshold({ pixels }: Picture): number {
  const histogram = new Float64Array(256)
  for (const grey of pixels) histogram[grey] = (histogram[grey] ?? 0) + 1
  const total = histogram.reduce((sum, count, grey) => sum + grey * count, 0)
  let best = { variance: -1, threshold: 127 }
  let count = 0
  let sum = 0
  for (let threshold = 0; threshold < 255; threshold += 1) {
    count += histogram[threshold] ?? 0
    sum += threshold * (histogram[threshold] ?? 0)
    const others = pixels.length - count
    if (count === 0 || others === 0) continue
    const variance = count * others * (sum / count - (total - sum) / others) ** 2
    if (variance > best.variance) best = { variance, threshold }
  }
  return best.threshold
}

/**
 * Finds connected particles (8 neighbours) from top to bottom. Yields after each row what was found in it, so that the
 * caller can report and stop; every particle is complete.
 */
export function* findParticles(picture: Picture, search: Search): Generator<readonly Particle[]> {
  const { width, height, pixels } = picture
  const left = new Uint8Array(pixels.length)
  for (const [index, grey] of pixels.entries()) {
    left[index] = grey > search.threshold === (search.foreground === 'bright') ? 1 : 0
  }
  for (let y = 0; y < height; y += 1) {
    const found: Particle[] = []
    for (let x = 0; x < width; x += 1) {
      if (left[y * width + x] !== 1) continue
      const particle = take(left, width, height, x, y)
      if (particle.area >= search.minArea) found.push(particle)
    }
    yield found
  }
}

/** Measures the particle that holds a pixel and removes it. */
function take(left: Uint8Array, width: number, height: number, x: number, y: number): Particle {
  const waiting = [y * width + x]
  left[y * width + x] = 0
  let [area, sumX, sumY] = [0, 0, 0]
  let [minX, maxX, minY, maxY] = [x, x, y, y]
  for (let index = waiting.pop(); index !== undefined; index = waiting.pop()) {
    const [px, py] = [index % width, Math.floor(index / width)]
    area += 1
    sumX += px
    sumY += py
    minX = Math.min(minX, px)
    maxX = Math.max(maxX, px)
    minY = Math.min(minY, py)
    maxY = Math.max(maxY, py)
    for (let ny = Math.max(0, py - 1); ny <= Math.min(height - 1, py + 1); ny += 1) {
      for (let nx = Math.max(0, px - 1); nx <= Math.min(width - 1, px + 1); nx += 1) {
        const neighbour = ny * width + nx
        if (left[neighbour] !== 1) continue
        left[neighbour] = 0
        waiting.push(neighbour)
      }
    }
  }
  return {
    area,
    centroid: { x: rounded(sumX / area), y: rounded(sumY / area) },
    bounds: { left: minX, top: minY, width: maxX - minX + 1, height: maxY - minY + 1 },
    equivalentDiameter: rounded(Math.sqrt((4 * area) / Math.PI)),
    touchesEdge: minX === 0 || minY === 0 || maxX === width - 1 || maxY === height - 1,
  }
}

/** The picture with a frame around each particle. */
export function marked(picture: Picture, particles: readonly Particle[]): Picture {
  const { width, height } = picture
  const pixels = Uint8Array.from(picture.pixels)
  const invert = (x: number, y: number) => {
    if (x < 0 || y < 0 || x >= width || y >= height) return
    pixels[y * width + x] = (pixels[y * width + x] ?? 0) < 128 ? 255 : 0
  }
  for (const { bounds } of particles) {
    const [right, bottom] = [bounds.left + bounds.width, bounds.top + bounds.height]
    for (let x = bounds.left - 1; x <= right; x += 1) {
      invert(x, bounds.top - 1)
      invert(x, bottom)
    }
    for (let y = bounds.top; y < bottom; y += 1) {
      invert(bounds.left - 1, y)
      invert(right, y)
    }
  }
  return { width, height, pixels }
}

function rounded(value: number): number {
  return Number(value.toFixed(2))
}
