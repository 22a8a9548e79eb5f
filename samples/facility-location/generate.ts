import { generateCommand } from '../generate-command'
import { facilityLocation } from './facility-location'

void generateCommand({
  small: (seed) => facilityLocation(seed, { facilities: 25, customers: 50, capacityRatio: 5 }),
  medium: (seed) => facilityLocation(seed, { facilities: 50, customers: 100, capacityRatio: 5 }),
  large: (seed) => facilityLocation(seed, { facilities: 100, customers: 100, capacityRatio: 5 }),
})
