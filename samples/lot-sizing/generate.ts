import { generateCommand } from '../generate-command'
import { lotSizing } from './lot-sizing'

void generateCommand({
  small: (seed) => lotSizing(seed, { items: 6, periods: 12, utilisation: 0.85 }),
  medium: (seed) => lotSizing(seed, { items: 6, periods: 15, utilisation: 0.85 }),
  large: (seed) => lotSizing(seed, { items: 12, periods: 15, utilisation: 0.9 }),
})
