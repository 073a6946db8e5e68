/** `npm run bench`: see README.md in this folder. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArguments, usage, UsageError } from './arguments.ts'
import type { BenchOptions } from './arguments.ts'
import type { Open } from './block.ts'
import { describeConditions } from './conditions.ts'
import { chooseLoad } from './load.ts'
import { choosePinning } from './pinning.ts'
import { plotBars } from './plot.ts'
import { prepare } from './prepare.ts'
import { progressLines } from './progress.ts'
import { report } from './report.ts'
import { saveResult } from './results.ts'
import { measureRun, orderOfRun, timeLimit } from './rounds.ts'
import { benchmarksFolder } from './runtimes.ts'
import { aliases, baseline, findServers, isInstalled } from './servers.ts'
import type { Server } from './servers.ts'
import { openServer } from './slice.ts'
import type { Slice } from './slice.ts'
import { summarise } from './summary.ts'
import type { Summary } from './summary.ts'
import { workloads } from './workloads.ts'
import type { WorkloadName } from './workloads.ts'

/** Progress goes to the error stream, the results to the output: `npm run bench > results.md`. */
const say = (line: string): void => console.error(line)

function chooseServers(names: readonly string[] | undefined): Server[] {
  const servers = findServers()
  const known = servers.map(({ name }) => name)
  const unknown = names?.filter((name) => !known.includes(name)) ?? []
  if (unknown.length > 0)
    throw new UsageError(`--servers: there is no ${unknown.join(', ')}. There are ${known.join(', ')}.`)
  if (names !== undefined) return servers.filter(({ name }) => names.includes(name))
  const missing = servers.filter((server) => !isInstalled(server)).map(({ name }) => name)
  if (missing.length > 0) say(`not installed here, and left out: ${missing.join(', ')}`)
  return servers.filter(({ name }) => !missing.includes(name))
}

async function bench(options: BenchOptions, args: readonly string[]): Promise<void> {
  const servers = chooseServers(options.servers)
  prepare(say)
  const load = options.load ?? chooseLoad()
  const pinning = choosePinning()
  const conditions = describeConditions({ date: new Date(), options, args, load, pinning, servers })
  console.log(conditions)
  const blocks = orderOfRun({
    servers,
    workloads: options.workloads,
    rounds: options.rounds,
    turns: options.turns,
    seed: options.seed,
  })
  const measuring = { load, pinning, seconds: options.seconds, warmUp: options.warmUp }
  const slices = options.rounds * options.workloads.length * options.turns * servers.length
  const open: Open = (server, workload) => openServer(server, workload, measuring)
  const measured = await measureRun(blocks, open, {
    ...progressLines(slices, say),
    hasTimeFor: timeLimit(options.minutes * 60_000),
  })
  const names = servers.map(({ name }) => name)
  const tables = report({ measured, servers: names, workloads: options.workloads, baseline })
  console.log(`\n${tables}`)
  if (options.save) {
    savePlots(measured.slices, names, options.workloads)
    const plots = options.workloads.map((name) => `![${name}](../docs/benchmarks/${name.toLowerCase()}.svg)`)
    const title = `## Servers, with Node.js ${process.versions.node}, ${new Date().toISOString().slice(0, 10)}`
    say(`saved to ${saveResult([title, conditions, ...plots, tables].join('\n\n'))}`)
  }
  if (measured.leftOut.length > 0) process.exitCode = 1
}

/** One plot for each workload, where the docs show them. */
function savePlots(
  slices: readonly Slice[],
  servers: readonly string[],
  names: readonly WorkloadName[],
): void {
  const folder = join(benchmarksFolder, '..', 'docs', 'benchmarks')
  mkdirSync(folder, { recursive: true })
  for (const workload of names) {
    const summaries = servers.flatMap((server) => summarise(slices, { server, workload }, baseline) ?? [])
    const svg = plotWorkload(`${workload}: ${workloads[workload].title}`, summaries)
    writeFileSync(join(folder, `${workload.toLowerCase()}.svg`), svg)
  }
  say(`saved to ${folder}`)
}

/** Speeds; where other processes disturbed every slice of a server, what its processor time lets expect. */
function plotWorkload(title: string, summaries: readonly Summary[]): string {
  const bars = summaries.flatMap(({ server, speed, cost }) => {
    const ratio = speed ?? (cost && { lower: 1 / cost.upper, median: 1 / cost.median, upper: 1 / cost.lower })
    return ratio === undefined ? [] : [{ name: server, ...ratio }]
  })
  const isRough = summaries.some(({ speed }) => speed === undefined)
  const rough = isRough ? '; some by processor time alone' : ''
  const date = new Date().toISOString().slice(0, 10)
  const note = `requests/s to those of ${baseline}, median and quartiles, ${date}; longer is better${rough}`
  return plotBars({ title, note, bars, own: aliases['ours'] ?? '' })
}

async function main(args: readonly string[]): Promise<void> {
  try {
    const options = parseArguments(args)
    if (options.help) console.log(usage)
    else await bench(options, args)
  } catch (error) {
    if (!(error instanceof UsageError)) throw error
    say(`${error.message}\n\n${usage}`)
    process.exitCode = 2
  }
}

// The servers are stopped when this process exits, and a signal alone would not let it.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => process.exit(130))
await main(process.argv.slice(2))
