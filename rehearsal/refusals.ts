import type { Recorded } from '../deploy/recorded'
import type { Refusal } from '../local/azure/refusals'

/** Remembers how many refusals there are, to tell later which ones came since. */
export async function watchRefusals(controlUrl: string): Promise<{ since(): Promise<Refusal[]> }> {
  const read = async (number: number) => {
    const answer = await fetch(new URL(`/__emulator/refusals?since=${number}`, controlUrl))
    if (!answer.ok) throw new Error(`the simulated Azure tells no refusals (${answer.status})`)
    return (await answer.json()) as { refusals: Refusal[]; next: number }
  }
  const { next } = await read(Number.MAX_SAFE_INTEGER)
  return { since: async () => (await read(next)).refusals }
}

/**
 * Refusals as a platform engineer reads them: stack and address of what was protected and of who was refused, why, and
 * what would have let it in. Those that the same would mend are one text, which tells of the first.
 */
export function explain(refusals: readonly Refusal[], recorded: readonly Recorded[]): string[] {
  const alike = new Map<string, { readonly first: string; readonly remedy: string; count: number }>()
  for (const { caller, method, host, path, resourceId, principalId, why, remedy } of refusals) {
    const protectedBy = resourceId === undefined ? host : (nameOf(ownerOf(resourceId, recorded)) ?? resourceId)
    const identity = recorded.find((one) => one.principalId !== undefined && one.principalId === principalId)
    const who = identity ? `${caller} as ${nameOf(identity)}` : caller
    const key = JSON.stringify([protectedBy, who, remedy])
    const known = alike.get(key)
    if (known) known.count++
    else {
      const first = `${protectedBy} refused ${who} (${method} https://${host}${withoutIds(path)}): ${inStacks(why, recorded)}`
      alike.set(key, { first, remedy: inStacks(remedy, recorded), count: 1 })
    }
  }
  return [...alike.values()].map(({ first, remedy, count }) => {
    const more = count > 1 ? ` (${count} requests)` : ''
    return `${first}${more}\n    remedy: ${remedy}`
  })
}

/**
 * A text of Azure's with stack and address in place of resource ids and of principals: whoever mends a deployment edits
 * stacks. Ids of resources inside of others are told apart.
 */
export function inStacks(text: string, recorded: readonly Recorded[]): string {
  const names = byNearness(recorded).flatMap((one) =>
    [one.id, one.principalId].flatMap((id): [string, string][] =>
      // Only Resource Manager's paths and GUIDs are unmistakable.
      id !== undefined && /^\/subscriptions\/|^[0-9a-f]{8}(-[0-9a-f]{4}){3}-/i.test(id)
        ? [[id.toLowerCase(), `${one.stack}, ${one.address}`]]
        : [],
    ),
  )
  if (names.length === 0) return text
  // Of several with the same id the first counts.
  const nameOf = new Map([...names].reverse())
  const ids = names.map(([id]) => id.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('|')
  return text.replace(
    new RegExp(`(?<![\\w/.-])(?:${ids})(?![\\w/-])`, 'gi'),
    (id) => nameOf.get(id.toLowerCase()) ?? id,
  )
}

/** The resource itself, else the nearest one above it. */
function ownerOf(resourceId: string, recorded: readonly Recorded[]): Recorded | undefined {
  const id = resourceId.toLowerCase()
  return byNearness(recorded).find((one) => id === one.id.toLowerCase() || id.startsWith(`${one.id.toLowerCase()}/`))
}

/** Longer ids first; of equal ones the resource before what is associated with it and has its id from it. */
function byNearness(recorded: readonly Recorded[]): Recorded[] {
  return [...recorded].sort(
    (one, other) => other.id.length - one.id.length || one.address.length - other.address.length,
  )
}

function nameOf(recorded: Recorded | undefined): string | undefined {
  return recorded && `${recorded.stack}, ${recorded.address}`
}

/** Runs and their blobs have names of their own: a hundred refused writes are one message. */
function withoutIds(path: string): string {
  return path.split('?')[0]?.replaceAll(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9a-f]{32,}/gi, '…') ?? ''
}
