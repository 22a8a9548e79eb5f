import { generateCommand } from '../generate-command'
import { unitCommitment } from './unit-commitment'

void generateCommand({
  published: (seed) => unitCommitment(seed, { copies: 1, spread: 0 }),
  small: (seed) => unitCommitment(seed, { copies: 1, rampShare: 0.5, spread: 0 }),
  medium: (seed) => unitCommitment(seed, { copies: 3, rampShare: 0.5, spread: 0.05 }),
  large: (seed) => unitCommitment(seed, { copies: 10, rampShare: 0.5, spread: 0.05 }),
})
