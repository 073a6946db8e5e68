import { readMemory } from '../core-time.ts'
import type { Pinning } from '../pinning.ts'
import { startServer } from '../server-process.ts'
import { quartiles } from '../statistics.ts'
import { table } from '../table.ts'
import { measureLookUps } from './look-ups.ts'
import type { Part, PartSettings } from './part.ts'
import { scaleServer } from './scale-servers.ts'

/** What a thousand routes may add to the time until the first answer, in milliseconds. */
const mostAdded = 500

interface Start {
  /** From the start of the process to the end of its first answer, in milliseconds. */
  readonly time: number
  /** Resident memory after it, in MiB. */
  readonly memory: number
}

/** Starts of one app under one condition. */
interface Starts {
  readonly name: string
  readonly app: 'empty-app' | 'thousand-routes'
  readonly core: Pinning['server']
  readonly seen: Start[]
}

/** What a thousand routes cost: at the start, and when a route is looked up. */
export const routes: Part = {
  title: 'A thousand routes',
  async measure(settings) {
    const starts = await measureStarts(settings)
    settings.say('look-ups')
    const lookUps = measureLookUps(settings.quick ? 5 : 25)
    const [one = 0, thousand = 0, oneOnCore = 0, thousandOnCore = 0] = starts.map(({ seen }) =>
      medianOf(seen, 'time'),
    )
    const added = thousand - one
    const onCore = thousandOnCore - oneOnCore
    return {
      text: [
        table(['app', 'first answer after', 'quartiles', 'memory'], starts.map(startRow)),
        `A thousand routes add ${added.toFixed(0)} ms, on one core ${onCore.toFixed(0)} ms; ${mostAdded} ms are allowed on the whole machine.`,
        lookUps.text,
      ].join('\n\n'),
      faults: [...judgeAdded(added), ...lookUps.faults],
    }
  },
}

/**
 * What is wrong with the milliseconds that a thousand routes add to a start.
 *
 *     judgeAdded(620)   // ['1,000 routes add 620 ms to the start, more than 500 ms']
 */
export function judgeAdded(added: number): string[] {
  if (added <= mostAdded) return []
  return [`1,000 routes add ${added.toFixed(0)} ms to the start, more than ${mostAdded} ms`]
}

async function measureStarts({ quick, pinning, say }: PartSettings): Promise<readonly Starts[]> {
  const rounds = quick ? 3 : 9
  const starts: readonly Starts[] = [
    { name: 'one route', app: 'empty-app', core: undefined, seen: [] },
    { name: '1,000 routes', app: 'thousand-routes', core: undefined, seen: [] },
    { name: 'one route, on one core', app: 'empty-app', core: pinning.server, seen: [] },
    { name: '1,000 routes, on one core', app: 'thousand-routes', core: pinning.server, seen: [] },
  ]
  for (let round = 1; round <= rounds; round++) {
    say(`start-up, ${round} of ${rounds}`)
    for (const { app, core, seen } of starts) seen.push(await measureStart(app, core))
  }
  return starts
}

async function measureStart(app: Starts['app'], core: Starts['core']): Promise<Start> {
  const running = await startServer(scaleServer(app), core)
  try {
    return { time: running.startUp, memory: readMemory(running.pid) ?? 0 }
  } finally {
    await running.stop()
  }
}

function medianOf(starts: readonly Start[], what: keyof Start): number {
  return quartiles(starts.map((start) => start[what]))?.median ?? 0
}

function startRow({ name, seen }: Starts): string[] {
  const times = quartiles(seen.map(({ time }) => time))
  const range = times === undefined ? '–' : `${times.lower.toFixed(0)}–${times.upper.toFixed(0)} ms`
  return [
    name,
    `${medianOf(seen, 'time').toFixed(0)} ms`,
    range,
    `${medianOf(seen, 'memory').toFixed(0)} MiB`,
  ]
}
