import { ArmError, type Json } from '../../../arm/resources'
import type { ResourceType } from '../resource-type'
import { checkName } from './names'

const tiers: Readonly<Record<string, string>> = {
  F1: 'Free',
  D1: 'Shared',
  B1: 'Basic',
  B2: 'Basic',
  B3: 'Basic',
  P0v3: 'Premium0V3',
}

export const servicePlan: ResourceType = {
  type: 'Microsoft.Web/serverFarms',
  check(plan, _context, before) {
    if (!before) checkName(plan, /[-\w]{1,60}/, '1 to 60 letters, digits and hyphens')
    const { name = '', capacity = 1 } = plan.sku as { name?: string; capacity?: number }
    if (tiers[name] === undefined) throw new ArmError(501, 'NotImplemented', `simulator: SKU ${name} of a service plan`)
    if (plan.properties.zoneRedundant === true && !name.startsWith('P')) {
      throw new ArmError(400, 'InvalidSku', `Zone redundancy needs a Premium plan, not ${name}.`)
    }
    const most = name.startsWith('B') ? 3 : name.startsWith('P') ? 30 : 1
    if (capacity > most)
      throw new ArmError(400, 'InvalidSku', `A plan ${name} has at most ${most} workers, not ${capacity}.`)
  },
  complete: (plan) => ({
    ...plan,
    sku: { capacity: 1, ...(plan.sku as Json), tier: tiers[String((plan.sku as Json).name)] },
    properties: { ...plan.properties, maximumNumberOfWorkers: 3, numberOfSites: 0, status: 'Ready' },
  }),
  checkDelete({ id }, { resources }) {
    const site = resources
      .ofType('Microsoft.Web/sites')
      .find((one) => String(one.properties.serverFarmId).toLowerCase() === id.toLowerCase())
    if (site)
      throw new ArmError(
        409,
        'Conflict',
        `Server farm '${id}' cannot be deleted because it has the web app ${site.name} assigned to it.`,
      )
  },
}
