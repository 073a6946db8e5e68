/**
 * The cycles of a graph: every strongly connected part, as one shortest way round it. Tarjan's algorithm,
 * R. Tarjan, "Depth-first search and linear graph algorithms" (1972).
 *
 *     findCycles(new Map([['a', ['b']], ['b', ['a']], ['c', ['a']]]))   // [['a', 'b', 'a']]
 */
export function findCycles(graph: ReadonlyMap<string, readonly string[]>): string[][] {
  const order = new Map<string, number>()
  const open: string[] = []
  const cycles: string[][] = []

  const visit = (node: string): number => {
    const index = order.size
    order.set(node, index)
    let low = index
    open.push(node)
    for (const next of graph.get(node) ?? []) {
      if (!order.has(next)) low = Math.min(low, visit(next))
      else if (open.includes(next)) low = Math.min(low, order.get(next) ?? low)
    }
    if (low === index) {
      const part = open.splice(open.indexOf(node))
      const way = wayRound(graph, part)
      if (way !== undefined) cycles.push(way)
    }
    return low
  }

  for (const node of graph.keys()) if (!order.has(node)) visit(node)
  return cycles
}

/** The shortest way from the first node of a part back to it, within the part. */
function wayRound(
  graph: ReadonlyMap<string, readonly string[]>,
  part: readonly string[],
): string[] | undefined {
  const start = [...part].sort()[0]
  if (start === undefined) return undefined
  const ways: string[][] = [[start]]
  const seen = new Set<string>()
  for (const way of ways) {
    for (const next of graph.get(way.at(-1) ?? start) ?? []) {
      if (next === start) return [...way, start]
      if (part.includes(next) && !seen.has(next)) {
        seen.add(next)
        ways.push([...way, next])
      }
    }
  }
  return undefined
}
