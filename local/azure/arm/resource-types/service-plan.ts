import { ArmError, type Json, type Resource } from '../../../arm/resources'
import type { ResourceType, TypeContext } from '../resource-type'
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
    const { name = '', capacity = 1 } = (plan.sku ?? {}) as { name?: string; capacity?: number }
    if (tiers[name] === undefined) throw new ArmError(501, 'NotImplemented', `simulator: SKU ${name} of a service plan`)
    if (plan.properties.zoneRedundant === true && !name.startsWith('P')) {
      throw new ArmError(400, 'InvalidSku', `Zone redundancy needs a Premium plan, not ${name}.`)
    }
    if (capacity > mostWorkers(name))
      throw new ArmError(400, 'InvalidSku', `A plan ${name} has at most ${mostWorkers(name)} workers, not ${capacity}.`)
  },
  complete: (plan) => ({
    ...plan,
    sku: { capacity: 1, ...(plan.sku as Json), tier: tiers[skuOf(plan)] },
    properties: { ...plan.properties, maximumNumberOfWorkers: mostWorkers(skuOf(plan)), status: 'Ready' },
  }),
  shown: (plan, context) => ({
    ...plan,
    properties: { ...plan.properties, numberOfSites: sitesOn(plan, context).length },
  }),
  checkDelete(plan, context) {
    const [site] = sitesOn(plan, context)
    if (site)
      throw new ArmError(
        409,
        'Conflict',
        `Server farm '${plan.id}' cannot be deleted because it has the web app ${site.name} assigned to it.`,
      )
  },
}

/** Such as `B1`. */
export function skuOf({ sku }: Resource): string {
  return String(((sku ?? {}) as Json).name)
}

/** Source: https://learn.microsoft.com/azure/azure-resource-manager/management/azure-subscription-service-limits */
function mostWorkers(sku: string): number {
  return sku.startsWith('B') ? 3 : sku.startsWith('P') ? 30 : 1
}

function sitesOn({ id }: Resource, { resources }: TypeContext): Resource[] {
  return resources
    .ofType('Microsoft.Web/sites')
    .filter(({ properties }) => String(properties.serverFarmId).toLowerCase() === id.toLowerCase())
}
