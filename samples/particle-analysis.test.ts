import { findParticles, marked, otsuThreshold, type Search } from './particle-analysis/src/particles.ts'
import type { Picture } from './particle-analysis/src/picture.ts'
import { drawParticles } from './particle-picture'

const { picture, discs } = drawParticles(1)
const search = (picture: Picture, more: Partial<Search> = {}) =>
  [...findParticles(picture, { threshold: otsuThreshold(picture), foreground: 'bright', minArea: 20, ...more })].flat()

test('every drawn particle is found where it was drawn, with its size, and noise is left out', () => {
  const particles = search(picture)
  expect(particles).toHaveLength(discs.length)
  for (const { x, y, radius } of discs) {
    const found = particles.find(({ centroid }) => Math.hypot(centroid.x - x, centroid.y - y) < 0.5)
    expect(Math.abs((found?.area ?? 0) / (Math.PI * radius ** 2) - 1)).toBeLessThan(0.15)
    expect(found?.bounds).toEqual({ left: x - radius, top: y - radius, width: 2 * radius + 1, height: 2 * radius + 1 })
  }
  expect(search(picture, { minArea: 1 }).length).toBeGreaterThan(discs.length)
})

test('dark particles on a bright ground are found as well', () => {
  const negative = { ...picture, pixels: picture.pixels.map((grey) => 255 - grey) }
  expect(search(negative, { foreground: 'dark' })).toHaveLength(discs.length)
})

test('a search that is stopped has whole particles only', () => {
  const rows = findParticles(picture, { threshold: otsuThreshold(picture), foreground: 'bright', minArea: 20 })
  const found = Array.from({ length: picture.height / 2 }, () => rows.next().value ?? []).flat()
  expect(found.length).toBeGreaterThan(0)
  expect(search(picture)).toEqual(expect.arrayContaining(found))
})

test('pixels that touch by a corner are one particle; one at the edge says so', () => {
  const corner = { width: 3, height: 3, pixels: Uint8Array.from([255, 0, 0, 0, 255, 0, 0, 0, 0]) }
  expect(search(corner, { minArea: 1, threshold: 100 })).toEqual([
    {
      area: 2,
      centroid: { x: 0.5, y: 0.5 },
      bounds: { left: 0, top: 0, width: 2, height: 2 },
      equivalentDiameter: 1.6,
      touchesEdge: true,
    },
  ])
})

test('the marked picture frames each particle and changes nothing else', () => {
  const dot = { width: 5, height: 5, pixels: new Uint8Array(25) }
  dot.pixels[12] = 200
  const frame = marked(dot, search(dot, { minArea: 1, threshold: 100 }))
  expect([...frame.pixels].filter((grey) => grey === 255)).toHaveLength(8)
  expect(frame.pixels[12]).toBe(200)
})
