/**
 * The folders of `packages/vivace/src`, from left to right. A folder imports from those left of it; folders
 * of one rank do not know each other.
 */
export const ranks: readonly (readonly string[])[] = [
  ['errors'],
  ['schema', 'http'],
  ['exchange', 'routing'],
  ['inputs', 'responses'],
  ['dependencies', 'security'],
  ['operations', 'pagination'],
  ['channels'],
  ['app'],
  ['documents'],
  ['openapi', 'asyncapi', 'client', 'docs-pages', 'middleware', 'settings', 'jwt'],
  ['node', 'fetch'],
  ['testing', 'static', 'compression', 'bun'],
  ['.'],
  ['cli'],
]

/** Imports between folders of one rank: `from -> to`, with the reason. */
export const neighbours: Readonly<Record<string, string>> = {}

/** The folders that may know Node.js: everything else runs on every runtime. */
export const nodeFolders: ReadonlySet<string> = new Set(['node', 'static', 'compression', 'cli'])

/**
 * The place of a folder in the order; -1 if it has none.
 *
 *     rankOf('errors')   // 0
 *     rankOf('app')      // 7
 */
export function rankOf(folder: string): number {
  return ranks.findIndex((rank) => rank.includes(folder))
}
