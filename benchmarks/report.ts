import type { Measured } from './block.ts'
import type { Quartiles } from './statistics.ts'
import { summarise, summariseStart } from './summary.ts'
import type { Summary } from './summary.ts'
import { table } from './table.ts'
import { workloads } from './workloads.ts'
import type { WorkloadName } from './workloads.ts'

/** What is reported: everything measured, and the order to show it in. */
export interface Reported {
  readonly measured: Measured
  readonly servers: readonly string[]
  readonly workloads: readonly WorkloadName[]
  readonly baseline: string
}

/** The tables of a run, in Markdown: ratios of all workloads, then each workload, then the start-up. */
export function report(reported: Reported): string {
  const { measured, servers, baseline } = reported
  const timed = servers.filter((server) => measured.slices.some((slice) => slice.server === server))
  const shown = { ...reported, servers: timed }
  const all = reported.workloads.flatMap((workload) =>
    timed.map((server) => summarise(measured.slices, { server, workload }, baseline)),
  )
  const summaries = all.filter((summary) => summary !== undefined)
  return [
    `### Requests per second, as a ratio to ${baseline} (higher is better)`,
    overview(shown, summaries, ({ speed }) => ratio(speed)),
    `### Processor time for each request, as a ratio to ${baseline} (lower is better)`,
    overview(shown, summaries, (summary) => markCost(summary, ratio(summary.cost))),
    ...shown.workloads.flatMap((name) => [
      `### ${name}: ${workloads[name].title}`,
      details(summaries.filter(({ workload }) => workload === name)),
    ]),
    '### From the start of the process to its first answer',
    startUps(shown),
    ...notes(measured, summaries),
  ].join('\n\n')
}

function overview(
  { servers, workloads: names }: Reported,
  summaries: readonly Summary[],
  write: (summary: Summary) => string,
): string {
  const rows = servers.map((server) => [
    server,
    ...names.map((name) => {
      const summary = summaries.find((one) => one.server === server && one.workload === name)
      return summary === undefined ? '–' : write(summary)
    }),
  ])
  return table(['server', ...names], rows)
}

const detailHead = ['server', 'requests/s', 'ratio (quartiles)', 'CPU', 'ratio (quartiles)']
const detailTail = ['p50', 'p99', 'memory', 'slices']

function details(summaries: readonly Summary[]): string {
  const rows = summaries.map((summary) => [
    summary.server,
    count(summary.requestsPerSecond),
    range(summary.speed),
    markCost(summary, unit(summary.cpu, 1, 'µs')),
    range(summary.cost),
    unit(summary.p50, 2, 'ms'),
    unit(summary.p99, 2, 'ms'),
    unit(summary.memory, 0, 'MiB'),
    `${summary.kept} of ${summary.measured}`,
  ])
  return table([...detailHead, ...detailTail], rows)
}

function startUps({ measured, servers, baseline }: Reported): string {
  const rows = servers.flatMap((server) => {
    const start = summariseStart(measured.slices, server, baseline)
    return start ? [[server, unit(start.startUp, 0, 'ms'), range(start.ratio)]] : []
  })
  return table(['server', 'start-up', 'ratio (quartiles)'], rows)
}

function notes({ leftOut }: Measured, summaries: readonly Summary[]): string[] {
  const lines = leftOut.flatMap(({ server, reasons }) => [
    `* **${server} was left out**:`,
    ...shortened(reasons),
  ])
  if (summaries.some(({ isCostRough }) => isCostRough)) {
    lines.push('* `~` marks the cost of disturbed slices (see README.md): a hint, not a result.')
  }
  return lines.length > 0 ? [lines.join('\n')] : []
}

const mostReasons = 5

function shortened(reasons: readonly string[]): string[] {
  const rest = reasons.length - mostReasons
  const shown = reasons.slice(0, mostReasons).map((reason) => `  * ${reason}`)
  return rest > 0 ? [...shown, `  * and ${rest} more`] : shown
}

const markCost = ({ isCostRough }: Summary, text: string): string => (isCostRough ? `~${text}` : text)

const count = (of: number | undefined): string =>
  of === undefined ? '–' : Math.round(of).toLocaleString('en')

const ratio = (of: Quartiles | undefined): string => of?.median.toFixed(2) ?? '–'

/** `0.98 (0.96–1.01)` */
function range(of: Quartiles | undefined): string {
  return of === undefined ? '–' : `${ratio(of)} (${of.lower.toFixed(2)}–${of.upper.toFixed(2)})`
}

const unit = (value: number | undefined, digits: number, name: string): string =>
  value === undefined ? '–' : `${value.toFixed(digits)} ${name}`
