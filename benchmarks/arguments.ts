import { parseArgs } from 'node:util'
import { loadNames } from './load.ts'
import type { LoadName } from './load.ts'
import { aliases, baseline } from './servers.ts'
import { workloadNames } from './workloads.ts'
import type { WorkloadName } from './workloads.ts'

/** What the command line asked for. */
export interface BenchOptions {
  readonly workloads: readonly WorkloadName[]
  /** Names of servers, the baseline among them; every server if absent. */
  readonly servers: readonly string[] | undefined
  readonly rounds: number
  /** How often each server is timed in a round, on each workload. */
  readonly turns: number
  /** How long a slice is measured, in seconds. */
  readonly seconds: number
  /** How long a slice is warmed up, in seconds. */
  readonly warmUp: number
  /** No round is begun that would not end within so many minutes. */
  readonly minutes: number
  /** The program asked for; the best that is installed if absent. */
  readonly load: LoadName | undefined
  /** Decides the order of the slices. */
  readonly seed: number
  readonly save: boolean
  readonly help: boolean
}

/** A command line that cannot be understood; its message is for the user. */
export class UsageError extends Error {}

/** What `--help` prints. */
export const usage = `npm run bench -- [options]

  --only W1,W3        only these workloads (${workloadNames.join(', ')})
  --servers ours,raw  only these servers (files in benchmarks/servers; ours = vivace, raw = careful-raw)
  --quick             2 rounds of 2 turns, after 1 second of warm-up: a look, not a result
  --rounds 5          how often each server is started on each workload
  --turns 4           how often it is timed then, in turn with the others
  --seconds 1         how long each of these slices lasts
  --warm-up 3         how long each server is warmed up first, in seconds
  --minutes 50        no round is begun that would not end by then
  --load wrk          wrk or autocannon
  --seed 1            repeats the order of another run
  --save              puts the tables into benchmarks/RESULTS.md
`

/**
 * Reads the command line.
 *
 *     parseArguments(['--only', 'W3', '--quick', '--servers', 'ours,raw'])
 *
 * Throws a `UsageError`.
 */
export function parseArguments(args: readonly string[]): BenchOptions {
  const values = read(args)
  const quick = values.quick === true
  return {
    workloads: readWorkloads(values.only),
    servers: readServers(values.servers),
    rounds: whole('rounds', values.rounds, quick ? 2 : 5),
    turns: whole('turns', values.turns, quick ? 2 : 4),
    seconds: whole('seconds', values.seconds, 1),
    warmUp: whole('warm-up', values['warm-up'], quick ? 1 : 3),
    minutes: whole('minutes', values.minutes, 50),
    load: readLoad(values.load),
    seed: whole('seed', values.seed, 1),
    save: values.save === true,
    help: values.help === true,
  }
}

const flags = {
  only: { type: 'string' },
  servers: { type: 'string' },
  quick: { type: 'boolean' },
  rounds: { type: 'string' },
  turns: { type: 'string' },
  seconds: { type: 'string' },
  'warm-up': { type: 'string' },
  minutes: { type: 'string' },
  load: { type: 'string' },
  seed: { type: 'string' },
  save: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const

function read(args: readonly string[]): ReturnType<typeof parseArgs<{ options: typeof flags }>>['values'] {
  try {
    return parseArgs({ args: [...args], options: flags }).values
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error))
  }
}

const names = (list: string): string[] => list.split(',').flatMap((name) => name.trim() || [])

function readWorkloads(list: string | undefined): readonly WorkloadName[] {
  if (list === undefined) return workloadNames
  const asked = names(list).map((name) => name.toUpperCase())
  const unknown = asked.filter((name) => !workloadNames.some((known) => known === name))
  if (unknown.length > 0 || asked.length === 0) {
    throw new UsageError(
      `--only: ${unknown.join(', ') || 'nothing'} is no workload. There are ${workloadNames.join(', ')}.`,
    )
  }
  return workloadNames.filter((name) => asked.includes(name))
}

/** Without the baseline there is nothing to be a ratio to, so it is always among them. */
function readServers(list: string | undefined): readonly string[] | undefined {
  if (list === undefined) return undefined
  const asked = names(list).map((name) => aliases[name] ?? name)
  return [...new Set([baseline, ...asked])]
}

function readLoad(name: string | undefined): LoadName | undefined {
  if (name === undefined) return undefined
  const known = loadNames.find((load) => load === name)
  if (known === undefined) throw new UsageError(`--load: it is ${loadNames.join(' or ')}, not ${name}.`)
  return known
}

function whole(flag: string, text: string | undefined, otherwise: number): number {
  if (text === undefined) return otherwise
  if (!/^[1-9]\d{0,5}$/.test(text))
    throw new UsageError(`--${flag}: it is a whole number above 0, not ${text}.`)
  return Number(text)
}
