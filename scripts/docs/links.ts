import { existsSync, readFileSync, statSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { anchorsOf, readPage } from './markdown.ts'

/** What is wrong with the links of a page within the repository: `12: ../a.md does not exist`. */
export function judgeLinks(root: string, path: string, text: string): string[] {
  return readPage(text).links.flatMap(({ line, target }) => {
    if (/^[a-z][a-z0-9+.-]*:/i.test(target)) return []
    const [file = '', anchor] = target.split('#')
    const linked = file === '' ? path : normalize(join(dirname(path), decodeURI(file)))
    if (linked.startsWith('..') || !existsSync(join(root, linked)))
      return [`${line}: ${target} does not exist`]
    if (anchor === undefined || !linked.endsWith('.md') || statSync(join(root, linked)).isDirectory())
      return []
    const { headings, ids } = readPage(readFileSync(join(root, linked), 'utf8'))
    return anchorsOf(headings).has(anchor) || ids.includes(anchor)
      ? []
      : [`${line}: ${linked} has no heading for #${anchor}`]
  })
}

/** Pages that the comments and messages of a source file name, and that are not there. */
export function judgeMentions(root: string, text: string): string[] {
  return text
    .split('\n')
    .flatMap((line, at) =>
      [...line.matchAll(/\bdocs\/[\w./-]+\.md\b/g)]
        .filter(([page]) => !existsSync(join(root, page)))
        .map(([page]) => `${at + 1}: ${page} does not exist`),
    )
}
