import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { listFiles } from '../list-files.ts'

/**
 * Where the pages of one folder differ from those of another, a line for each page.
 *
 *     comparePages('docs/reference', fresh)   // ['vivace.node.md is not what the doc comments say']
 */
export function comparePages(kept: string, fresh: string): string[] {
  const [before, now] = [listFiles(kept, '.', /\.md$/), listFiles(fresh, '.', /\.md$/)]
  return [...new Set([...before, ...now])].flatMap((page) => {
    if (!now.includes(page)) return [`${page} is of an entry that is no longer there`]
    if (!before.includes(page)) return [`${page} is missing`]
    const same = readFileSync(join(kept, page), 'utf8') === readFileSync(join(fresh, page), 'utf8')
    return same ? [] : [`${page} is not what the doc comments say`]
  })
}
