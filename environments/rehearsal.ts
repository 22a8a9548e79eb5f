import type { Environment } from './environment'
import { prod } from './prod'

/** `prod`, applied to a simulated Azure on one machine: only names differ, and that it lets itself be destroyed. */
export const rehearsal: Environment = {
  ...prod,
  name: 'rehearsal',
  state: { ...prod.state, container: 'rehearsal' },
  storage: { ...prod.storage, preventDestroy: false },
}
