import type { Usage } from './assumptions'
import type { Body, Resource } from './terraform'

/** Something of a resource that is billed by one meter. */
export interface Component {
  readonly name: string
  /** Key of the price table. */
  readonly meter: string
  /** In units of the meter, a month. */
  readonly quantity: number
  /** Multiplies the unit price. @default 1 */
  readonly factor?: number
  /** `fixed` is paid while nothing runs; `runs` grows with the number of runs. */
  readonly part: 'fixed' | 'runs'
  /** Where Azure makes it without showing it in the synthesised resources. @default false */
  readonly hidden?: boolean
}

/** Something of a resource that costs money which nobody can tell from here. */
export interface Unpriced {
  readonly name: string
  readonly unpriced: string
}

/** Something of a resource that costs nothing, or that another line holds. */
export interface Covered {
  readonly name: string
  readonly free: string
}

export type Part = Component | Covered | Unpriced

export interface Profile {
  readonly nodeType: string
  readonly spot: boolean
}

export interface Context {
  readonly region: string
  readonly usage: Usage
  /** The profile that the runs use. */
  readonly profile: Profile
  readonly resources: readonly Resource[]
}

export type Pricing = (body: Body, context: Context, resource: Resource) => readonly Part[]

/** Hours in a month. */
export const monthHours = 730

/** A component that exists all month, `units` times. */
export function standing(name: string, meter: string, units: number, hidden = false): Component {
  return { name, meter, quantity: units * monthHours, part: 'fixed', hidden }
}
