import type { Deployed } from './explained'

/**
 * Switches the simulated Azure, or asks what became of a switch.
 *
 * @param path below `/__emulator/`
 * @throws Error with its words where it refuses
 */
export async function control<T>(
  { platform }: Pick<Deployed, 'platform'>,
  method: 'DELETE' | 'GET' | 'POST' | 'PUT',
  path: string,
  body?: object,
): Promise<T> {
  const answer = await fetch(new URL(`/__emulator/${path}`, platform.controlUrl), {
    method,
    ...(body && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
  })
  if (answer.ok) return (await answer.json()) as T
  throw new Error(`the simulated Azure does not take ${method} ${path} (${answer.status}): ${await answer.text()}`)
}
