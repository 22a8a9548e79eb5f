import { type IAspect, TerraformResource } from 'cdktf'
import type { IConstruct } from 'constructs'

type Tags = Readonly<Record<string, string>>

/**
 * Puts the common tags on every Azure resource that takes tags; a tag of the resource's own wins. Entra calls a list of
 * words tags and Databricks has custom tags: both are left alone.
 *
 * `Aspects.of(app).add(new CommonTags({ owner: 'platform' }))`
 */
export class CommonTags implements IAspect {
  constructor(private readonly common: Tags) {}

  visit(node: IConstruct): void {
    if (!(node instanceof TerraformResource) || !node.terraformResourceType.startsWith('azurerm_')) return
    if (!('tagsInput' in node)) return
    const taggable = node as TerraformResource & { tags: Tags; readonly tagsInput?: Tags }
    taggable.tags = { ...this.common, ...taggable.tagsInput }
  }
}
