import { ArmError } from '../../arm/resources'
import type { JsonStore } from '../../json-store'
import type { ResourceType } from './resource-type'

/** Which resource providers the subscription has registered, and where it may make resources. */
export interface Namespaces {
  /** @throws ArmError 409 where the namespace of the type is not registered */
  requireRegistered(type: string): void
  /** @throws ArmError 400 where Azure has no such region */
  requireLocation(location: unknown): void
  register(namespace: string): void
  list(): { readonly namespace: string; readonly registrationState: 'Registered' | 'NotRegistered' }[]
}

export const locations = ['westeurope', 'northeurope', 'germanywestcentral', 'swedencentral', 'francecentral', 'global']
/** Registered in every subscription. */
const always = ['Microsoft.Authorization', 'Microsoft.Resources', 'Microsoft.Consumption']

export function openNamespaces(store: JsonStore, types: readonly ResourceType[]): Namespaces {
  const registered = store.collection<true>('namespaces')
  const known = [
    ...new Set([
      ...types.map(({ type }) => type.split('/')[0] ?? ''),
      'Microsoft.Automation',
      'Microsoft.Compute',
      'Microsoft.AlertsManagement',
    ]),
  ]
  const isRegistered = (namespace: string) =>
    always.some((one) => one.toLowerCase() === namespace.toLowerCase()) ||
    registered.get(namespace.toLowerCase()) === true
  return {
    requireRegistered(type) {
      const namespace = type.split('/')[0] ?? ''
      if (isRegistered(namespace)) return
      throw new ArmError(
        409,
        'MissingSubscriptionRegistration',
        `The subscription is not registered to use namespace '${namespace}'. See https://aka.ms/rps-not-found for how to register subscriptions.`,
      )
    },
    requireLocation(location) {
      if (locations.includes(String(location).toLowerCase().replaceAll(' ', ''))) return
      throw new ArmError(
        400,
        'LocationNotAvailableForResourceType',
        `The provided location '${location}' is not available. List of available regions is '${locations.join(',')}'.`,
      )
    },
    register: (namespace) => registered.put(namespace.toLowerCase(), true),
    list: () =>
      [...always, ...known].map((namespace) => ({
        namespace,
        registrationState: isRegistered(namespace) ? 'Registered' : 'NotRegistered',
      })),
  }
}
