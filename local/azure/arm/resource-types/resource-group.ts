import { groupType } from '../paths'
import type { ResourceType } from '../resource-type'
import { checkName } from './names'

export const resourceGroup: ResourceType = {
  type: groupType,
  deleteStatus: 202,
  check: (group) =>
    checkName(group, /[-\w.()]{0,89}[-\w()]/, '1 to 90 letters, digits, "_", "-", "(", ")" and inner "."'),
}
