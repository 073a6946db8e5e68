import { parseArgs } from 'node:util'
import { UsageError } from '../arguments.ts'

/** The parts, in the order in which they run. */
export const partNames = ['connections', 'clients', 'wrk', 'routes', 'memory'] as const

/** `'connections'`, `'clients'`, `'wrk'`, `'routes'` or `'memory'`. */
export type PartName = (typeof partNames)[number]

/** What the command line asked for. */
export interface ScaleOptions {
  readonly parts: readonly PartName[]
  /** Shorter runs: a look, not a result. */
  readonly quick: boolean
  readonly save: boolean
  readonly help: boolean
}

/** What `--help` prints. */
export const scaleUsage = `npm run bench:scale -- [options]

  --only routes,wrk   only these parts (${partNames.join(', ')})
  --quick             shorter runs and fewer repetitions: a look, not a result
  --save              puts the tables into benchmarks/RESULTS.md
`

const flags = {
  only: { type: 'string' },
  quick: { type: 'boolean' },
  save: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const

/**
 * Reads the command line.
 *
 *     parseScaleArguments(['--only', 'routes', '--quick'])
 *
 * Throws a `UsageError`.
 */
export function parseScaleArguments(args: readonly string[]): ScaleOptions {
  const { only, quick = false, save = false, help = false } = read(args)
  return { parts: only === undefined ? partNames : readParts(only), quick, save, help }
}

function read(args: readonly string[]): ReturnType<typeof parseArgs<{ options: typeof flags }>>['values'] {
  try {
    return parseArgs({ args: [...args], options: flags }).values
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error))
  }
}

function readParts(list: string): readonly PartName[] {
  const asked = list.split(',').flatMap((name) => name.trim() || [])
  const unknown = asked.filter((name) => !partNames.some((known) => known === name))
  if (unknown.length > 0 || asked.length === 0) {
    const what = unknown.join(', ') || 'nothing'
    throw new UsageError(`--only: ${what} is no part. There are ${partNames.join(', ')}.`)
  }
  return partNames.filter((name) => asked.includes(name))
}
