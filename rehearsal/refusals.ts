import type { Recorded } from '../deploy/recorded'

/** A request that the simulated Azure turned away; `local/azure/refusals.ts` says what each member is. */
export interface Refusal {
  readonly kind: string
  readonly caller: string
  readonly host: string
  readonly method: string
  readonly path: string
  readonly resourceId?: string
  readonly principalId?: string
  readonly why: string
  readonly remedy: string
}

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
 * what would have let it in. Equal ones are told once.
 */
export function explain(refusals: readonly Refusal[], recorded: readonly Recorded[]): string[] {
  const texts = refusals.map((refusal) => {
    const { caller, method, host, path, resourceId, principalId, why, remedy } = refusal
    const protectedBy = resourceId === undefined ? host : (nameOf(ownerOf(resourceId, recorded)) ?? resourceId)
    const identity = recorded.find((one) => one.principalId !== undefined && one.principalId === principalId)
    const who = identity ? `${caller} as ${nameOf(identity)}` : caller
    return `${protectedBy} refused ${who} (${method} https://${host}${withoutIds(path)}): ${why}\n    remedy: ${remedy}`
  })
  return [...new Set(texts)]
}

/** The resource itself, else the nearest one above it. */
function ownerOf(resourceId: string, recorded: readonly Recorded[]): Recorded | undefined {
  const id = resourceId.toLowerCase()
  return recorded
    .filter((one) => id === one.id.toLowerCase() || id.startsWith(`${one.id.toLowerCase()}/`))
    .sort((one, other) => other.id.length - one.id.length)[0]
}

function nameOf(recorded: Recorded | undefined): string | undefined {
  return recorded && `${recorded.stack}, ${recorded.address}`
}

/** Runs and their blobs have names of their own: a hundred refused writes are one message. */
function withoutIds(path: string): string {
  return path.split('?')[0]?.replaceAll(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9a-f]{32}/gi, '…') ?? ''
}
