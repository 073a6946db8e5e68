/** `npm run bench:scale`: see ../README.md. */
import { loadavg } from 'node:os'
import { UsageError } from '../arguments.ts'
import { commit, machine } from '../conditions.ts'
import { choosePinning } from '../pinning.ts'
import { prepare } from '../prepare.ts'
import { saveResult } from '../results.ts'
import { clients } from './clients.ts'
import { connections } from './connections.ts'
import { fewConnections } from './few-connections.ts'
import { memory } from './memory.ts'
import type { Part } from './part.ts'
import { routes } from './routes.ts'
import { parseScaleArguments, scaleUsage } from './scale-arguments.ts'
import type { PartName, ScaleOptions } from './scale-arguments.ts'

const parts: Readonly<Record<PartName, Part>> = { connections, clients, wrk: fewConnections, routes, memory }

/** Progress goes to the error stream, the results to the output: `npm run bench:scale > results.md`. */
const say = (line: string): void => console.error(line)

async function benchScale(
  { parts: names, quick, save }: ScaleOptions,
  args: readonly string[],
): Promise<void> {
  prepare(say)
  const pinning = choosePinning()
  for (const name of names) {
    const head = describe(parts[name], args)
    const { text, faults } = await parts[name].measure({ quick, pinning, say })
    const entry = `\n## ${head}\n\n${[text, ...faults.map((fault) => `* **wrong**: ${fault}`)].join('\n')}\n`
    console.log(entry)
    if (save) saveResult(entry)
    if (faults.length > 0) process.exitCode = 1
  }
}

/** Under what conditions a part was measured: what another person needs to repeat it. */
function describe({ title }: Part, args: readonly string[]): string {
  const now = new Date().toISOString()
  return [
    `${title}, ${now.slice(0, 10)}\n`,
    `* Date: ${now.slice(0, 16).replace('T', ' ')} UTC`,
    `* Command: \`npm run bench:scale${args.length > 0 ? ` -- ${args.join(' ')}` : ''}\``,
    `* Machine: ${machine()}; load average at the start ${loadavg()[0]?.toFixed(2)}`,
    `* Versions: Node ${process.versions.node}, commit ${commit()}`,
  ].join('\n')
}

async function main(args: readonly string[]): Promise<void> {
  try {
    const options = parseScaleArguments(args)
    if (options.help) console.log(scaleUsage)
    else await benchScale(options, args)
  } catch (error) {
    if (!(error instanceof UsageError)) throw error
    say(`${error.message}\n\n${scaleUsage}`)
    process.exitCode = 2
  }
}

// The servers are stopped when this process exits, and a signal alone would not let it.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => process.exit(130))
await main(process.argv.slice(2))
