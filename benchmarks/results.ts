import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { benchmarksFolder } from './runtimes.ts'

/**
 * A page of results with one more entry before all others: what was measured last is read first. A plot is a file that
 * each run draws anew, so an older entry no longer shows one that the new entry does.
 *
 *     withEntry('# Results\n\nWhat was measured.\n\n## 2026-11-21\n\n…\n', '## 2026-11-22\n\n…')
 */
export function withEntry(page: string, entry: string): string {
  const plots = new Set(entry.split('\n').filter((line) => line.startsWith('![')))
  const first = page.search(/^## /m)
  const [preamble, older] = first < 0 ? [page, ''] : [page.slice(0, first), page.slice(first)]
  const kept = older.split(/\n{2,}/).filter((block) => !plots.has(block))
  return [preamble.trimEnd(), entry.trim(), ...kept].join('\n\n').trimEnd() + '\n'
}

/** Puts an entry, which begins with its heading, into `RESULTS.md`; gives the path of that. */
export function saveResult(entry: string): string {
  const file = join(benchmarksFolder, 'RESULTS.md')
  writeFileSync(file, withEntry(readFileSync(file, 'utf8'), entry))
  return file
}
