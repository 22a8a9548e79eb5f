import {
  Annotations,
  type App,
  Aspects,
  DefaultTokenResolver,
  type IAspect,
  StringConcat,
  TerraformResource,
  TerraformStack,
  Tokenization,
} from 'cdktf'
import type { IConstruct } from 'constructs'
import { databricksRules } from './databricks-rules'
import { identityRules } from './identity-rules'
import { keyVaultRules } from './key-vault-rules'
import { networkRules } from './network-rules'
import { platformRules } from './platform-rules'
import { registryRules } from './registry-rules'
import type { Attributes, Rule } from './rule'
import { storageRules } from './storage-rules'
import { tagRules } from './tag-rules'
import { loadWaivers, type Waiver, waives } from './waivers'
import { webAppRules } from './web-app-rules'

export const rules: readonly Rule[] = [
  ...storageRules,
  ...keyVaultRules,
  ...registryRules,
  ...webAppRules,
  ...databricksRules,
  ...networkRules,
  ...identityRules,
  ...platformRules,
  ...tagRules,
]

/**
 * Adds the rules to every stack that the app has by now; after whatever else changes resources, since aspects run in
 * the order they are added.
 * @param today `YYYY-MM-DD`, for the waivers' review dates.
 * @throws where `waivers.yaml` is malformed, or holds an expired waiver or one of an unknown rule.
 */
export function enforcePolicies(app: App, environment: string, today: string): Policies {
  const waivers = loadWaivers(new Set(rules.map(({ id }) => id)), today)
  const policies = new Policies(waivers.filter(({ environments }) => environments.includes(environment)))
  // One by one, because synth visits each stack by itself: an aspect of the app would never run.
  for (const stack of app.node.findAll().filter(TerraformStack.isStack)) Aspects.of(stack).add(policies)
  return policies
}

/** A rule that a resource breaks, waived or not. */
export interface Finding {
  readonly rule: Rule
  /** `<stack>/<type>.<name>`. */
  readonly address: string
  readonly waiver: Waiver | undefined
}

/**
 * Checks every resource of a stack against every rule while the stack is synthesised. A broken rule without a waiver is
 * an error of the synth.
 */
export class Policies implements IAspect {
  readonly findings: Finding[] = []

  /** @param waivers those of this environment, already checked. */
  constructor(private readonly waivers: readonly Waiver[]) {}

  visit(node: IConstruct): void {
    if (!(node instanceof TerraformResource)) return
    const stack = TerraformStack.of(node)
    const type = node.terraformResourceType
    const applying = rules.filter(({ resource }) => resource === type || resource === '*')
    const address = `${type}.${node.friendlyUniqueId}`
    const place = `${stack.node.id}/${address}`
    const surroundings = {
      address,
      neighbours: neighboursIn(stack),
      takesTags: type.startsWith('azurerm_') && 'tagsInput' in node,
    }
    const attributes = attributesOf(node)
    for (const rule of applying) {
      if (rule.holds(attributes, surroundings)) continue
      const waiver = this.waivers.find((candidate) => waives(candidate, rule.id, place))
      this.findings.push({ rule, address: place, waiver })
      if (waiver === undefined) Annotations.of(node).addError(`${rule.id}: ${rule.demand} (${place})`)
    }
  }

  /** @throws naming every waiver that waived nothing: it would hide the next finding. */
  assertWaiversUsed(): void {
    const unused = this.waivers.filter((waiver) => !this.findings.some((finding) => finding.waiver === waiver))
    if (unused.length === 0) return
    const list = unused.map(({ id, resource }) => `  ${id} on ${resource}`).join('\n')
    throw new Error(`constructs/policies/waivers.yaml waives what nobody breaks; remove or correct:\n${list}`)
  }
}

function neighboursIn(stack: TerraformStack): (type: string) => readonly Attributes[] {
  return (type) =>
    stack.node
      .findAll()
      .filter((node): node is TerraformResource => node instanceof TerraformResource)
      .filter(({ terraformResourceType }) => terraformResourceType === type)
      .map(attributesOf)
}

const resolver = new DefaultTokenResolver(new StringConcat())

function attributesOf(resource: TerraformResource): Attributes {
  const tree = Tokenization.resolve(resource.toTerraform(), { scope: resource, resolver, preparing: false })
  return tree.resource[resource.terraformResourceType][resource.friendlyUniqueId]
}
