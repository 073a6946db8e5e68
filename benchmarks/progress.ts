import type { Progress } from './rounds.ts'

/**
 * One line for each try at a slice:
 *
 *     [ 12/125] round 1 W3 fastify             18,211 requests/s, 45.2 µs
 *     [ 13/125] round 1 W3 express             other processes had 12 % of the core
 */
export function progressLines(total: number, say: (line: string) => void): Progress {
  const tried = new Set<string>()
  return {
    tried(place, slice, reason) {
      const { round, turn, workload } = place
      tried.add([round, turn, workload, place.server.name].join(' '))
      const at = `[${String(tried.size).padStart(String(total).length)}/${total}]`
      const speed = slice && `${Math.round(slice.requestsPerSecond).toLocaleString('en')} requests/s`
      const cost = slice?.cpu === undefined ? '' : `, ${slice.cpu.toFixed(1)} µs`
      const name = place.server.name.padEnd(16)
      say(`${at} round ${round} ${workload} ${name} ${reason ?? `${speed}${cost}`}`)
    },
  }
}
