import type { JsonStore } from './json-store'

/** A clock that tests can set; it runs on from there and keeps its distance over a restart. */
export interface Clock {
  now(): number
  set(time: number): void
}

export function openClock(store: JsonStore): Clock {
  const offsets = store.collection<number>('clock')
  return {
    now: () => Date.now() + (offsets.get('offset') ?? 0),
    set: (time) => offsets.put('offset', time - Date.now()),
  }
}
