import { parsePathTemplate } from '../../packages/vivace/src/routing/path-template.ts'
import { RouteTable } from '../../packages/vivace/src/routing/route-table.ts'
import { quartiles, seededRandom, shuffled } from '../statistics.ts'
import { table } from '../table.ts'
import { pathKinds, routePath, routeTemplates } from './route-paths.ts'
import type { PathKind } from './route-paths.ts'

const sizes = [10, 100, 1000, 10_000] as const
const lookUpsInSlice = 20_000

interface Cell {
  readonly kind: PathKind
  readonly routes: number
  readonly table: RouteTable<string>
  /** Nanoseconds for each look-up, one number for each slice. */
  readonly times: number[]
}

/**
 * How long the framework's route table takes to find a route, in apps of 10 to 10,000 routes, as a Markdown
 * table. Sizes and kinds of paths take turns, in an order of chance.
 */
export function measureLookUps(rounds: number): { text: string; faults: string[] } {
  const cells = prepareCells()
  const faults = cells.flatMap(checkCell)
  const random = seededRandom(1)
  // The first round is not counted: the code is compiled in it.
  for (let round = 0; round <= rounds; round++) {
    for (const cell of shuffled(cells, random)) {
      const time = measureSlice(cell, random)
      if (round > 0) cell.times.push(time)
    }
  }
  return { text: lookUpTable(cells), faults }
}

function prepareCells(): Cell[] {
  return sizes.flatMap((routes) => {
    const filled = new RouteTable<string>()
    for (const text of routeTemplates(routes)) filled.add('GET', parsePathTemplate(text), text)
    return pathKinds.map((kind) => ({ kind, routes, table: filled, times: [] }))
  })
}

/** Whether the right route is found. */
function checkCell({ kind, routes, table: filled }: Cell): string[] {
  const path = routePath(kind, { routes, number: 1, id: 42 })
  const template = { fixed: '', 'parameter at the end': '/{id}', 'two parameters': '/{id}/parts/{part}' }
  const expected = kind === 'no such path' ? undefined : `/resources-1${template[kind]}`
  const found = filled.find('GET', path)?.target
  return found === expected ? [] : [`GET ${path} of ${routes} routes leads to ${found ?? 'nothing'}`]
}

function measureSlice({ kind, routes, table: filled }: Cell, random: () => number): number {
  const paths = Array.from({ length: lookUpsInSlice }, () => {
    const path = routePath(kind, {
      routes,
      number: Math.floor(random() * routes),
      id: Math.floor(random() * 1e6),
    })
    // A path comes off the wire: a string that nobody has hashed or put together yet.
    return Buffer.from(path).toString('latin1')
  })
  let found = 0
  const begun = process.hrtime.bigint()
  for (const path of paths) if (filled.find('GET', path) !== undefined) found++
  const time = Number(process.hrtime.bigint() - begun) / lookUpsInSlice
  if (found !== (kind === 'no such path' ? 0 : lookUpsInSlice)) throw new Error(`${kind}: found ${found}`)
  return time
}

function lookUpTable(cells: readonly Cell[]): string {
  const rows = pathKinds.map((kind) => [
    kind,
    ...cells.filter((cell) => cell.kind === kind).map(({ times }) => nanoseconds(times)),
  ])
  return table(['path', ...sizes.map((routes) => `${routes.toLocaleString('en')} routes`)], rows)
}

/** `181 ns (175–190)`: the median and the quartiles. */
function nanoseconds(times: readonly number[]): string {
  const found = quartiles(times)
  if (found === undefined) return '–'
  const { lower, median, upper } = found
  return `${median.toFixed(0)} ns (${lower.toFixed(0)}–${upper.toFixed(0)})`
}
