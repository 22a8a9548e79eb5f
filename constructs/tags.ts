import { type App, Aspects, type IAspect, TerraformResource, TerraformStack } from 'cdktf'
import type { IConstruct } from 'constructs'

type Tags = Readonly<Record<string, string>>

/**
 * Puts the common tags on every Azure resource that takes tags, in every stack that the app has by now; a tag of the
 * resource's own wins. Entra calls a list of words tags and Databricks has custom tags: both are left alone.
 */
export function tagStacks(app: App, common: Tags): void {
  // One by one, because synth visits each stack by itself: an aspect of the app would never run.
  for (const stack of app.node.findAll().filter(TerraformStack.isStack)) {
    Aspects.of(stack).add(new CommonTags(common))
  }
}

class CommonTags implements IAspect {
  constructor(private readonly common: Tags) {}

  visit(node: IConstruct): void {
    if (!(node instanceof TerraformResource) || !node.terraformResourceType.startsWith('azurerm_')) return
    if (!('tagsInput' in node)) return
    const taggable = node as TerraformResource & { tags: Tags; readonly tagsInput?: Tags }
    taggable.tags = { ...this.common, ...taggable.tagsInput }
  }
}
