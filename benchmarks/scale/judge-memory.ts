/** What a server says of itself after a garbage collection. */
export interface Vitals {
  /** Bytes. */
  readonly heap: number
  /** Sockets, pipes and whatever else keeps the process alive, timers apart. */
  readonly handles: number
  readonly timers: number
  /** Of the process itself. */
  readonly listeners: number
}

/** What the heap may have grown by from the fifth part of the run, when everything is warm, to its end. */
const mostGrowth = 1.05

/**
 * What is wrong with a server that was looked at so often: nothing when it is at the end as it was after a
 * fifth of the requests.
 *
 *     judgeMemory(seen)   // ['the heap has grown by 12.0 % …']
 */
export function judgeMemory(seen: readonly Vitals[]): string[] {
  const warm = seen[Math.floor(seen.length / 5) - 1]
  const last = seen.at(-1)
  if (warm === undefined || last === undefined) return ['too little was measured']
  const faults: string[] = []
  const growth = last.heap / warm.heap
  if (growth > mostGrowth)
    faults.push(`the heap has grown by ${((growth - 1) * 100).toFixed(1)} % since a fifth of the requests`)
  for (const what of ['handles', 'timers', 'listeners'] as const) {
    if (last[what] > warm[what]) faults.push(`there are ${last[what]} ${what}, and there were ${warm[what]}`)
  }
  return faults
}
