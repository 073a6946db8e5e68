import { readEntries, readWorkspaces } from '../manifests.ts'
import type { Verdict } from '../verdict.ts'
import { findCycles } from './find-cycles.ts'
import { readModules } from './module-graph.ts'
import { judgeImports } from './rules.ts'

/**
 * Whether the imports of a tree keep the order, and have no cycle, types included. Where other tools pass
 * silently when they see no module, this fails.
 */
export function judgeLayers(root: string): Verdict {
  const entries = readEntries(root)
  const graph = readModules(root, ['packages', 'systems', 'examples'], entries)
  const targets = new Map(
    [...graph].map(([path, imports]) => [
      path,
      imports.flatMap(({ target }) => (target === undefined ? [] : [target])),
    ]),
  )
  const seen = `${graph.size} modules, ${[...targets.values()].flat().length} imports of each other`
  return {
    seen,
    findings: [
      ...(/\b0 /.test(seen) ? [`there is nothing to check: ${seen}`] : []),
      ...judgeImports({ graph, entries, workspaces: readWorkspaces(root) }),
      ...findCycles(targets).map((cycle) => `cycle: ${cycle.join(' -> ')}`),
    ],
  }
}
