import type { Graph } from './graph'
import { markdownTable } from './table'

/** Which image has which content; another hash is another image, built and pushed by the next deployment. */
export function imageTable(graph: Graph): string {
  return markdownTable(['image', 'content'], [...imageHashes(graph)])
}

/** Content hash by repository. */
export function imageHashes(graph: Graph): ReadonlyMap<string, string> {
  return new Map(
    graph.resources('docker_image').map(({ attributes: { name, triggers } }) => {
      const [, repository = String(name)] = /([^/}]+):[^:/]+$/.exec(String(name)) ?? []
      return [repository, String((triggers as Record<string, unknown>).content)]
    }),
  )
}
