import type { Environment } from './environment'
import { prod } from './prod'

/** `prod`, applied to a simulated Azure on one machine: only names and the place of the state differ. */
export const rehearsal: Environment = {
  ...prod,
  name: 'rehearsal',
  state: { ...prod.state, container: 'rehearsal' },
}
