import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { listFiles } from '../list-files.ts'
import type { Verdict } from '../verdict.ts'
import { judgeErrorPage } from './error-pages.ts'
import { judgeBlocks } from './inserted-code.ts'
import { judgeLinks, judgeMentions } from './links.ts'
import { readPage } from './markdown.ts'

/**
 * The pages whose code is read from files: all but decisions, which are dated and never edited again, and
 * the reference, which is written from the source as a whole.
 */
export function pagesWithCode(root: string): string[] {
  return listPages(root).filter((path) =>
    /^(README\.md|packages\/[\w-]+\/README\.md|docs\/(?!decisions\/|reference\/))/.test(path),
  )
}

/**
 * Whether the documentation is true: its code is the code of tested examples, its links lead somewhere, and
 * the page of errors and the catalogue (`codes`) agree.
 */
export function judgeDocs(root: string, codes: readonly string[]): Verdict {
  const read = (path: string): string => readFileSync(join(root, path), 'utf8')
  const pages = listPages(root)
  const sources = listFiles(root, 'packages', /\/src\/.*\.ts$/)
  const examples = listFiles(root, 'examples', /\/app\.ts$/)
  const errorPage = pages.includes('docs/errors.md') ? readPage(read('docs/errors.md')).headings : []
  const tests = new Set(listFiles(root, 'examples', /\/app\.test\.ts$/))
  return {
    seen: `${pages.length} pages, ${examples.length} examples, ${codes.length} codes of errors`,
    findings: [
      ...(pages.length === 0 || examples.length === 0 ? ['there is nothing to check'] : []),
      ...pagesWithCode(root).flatMap((path) =>
        judgeBlocks(root, read(path)).map((wrong) => `${path}:${wrong}`),
      ),
      ...pages.flatMap((path) => judgeLinks(root, path, read(path)).map((wrong) => `${path}:${wrong}`)),
      ...sources.flatMap((path) => judgeMentions(root, read(path)).map((wrong) => `${path}:${wrong}`)),
      ...judgeErrorPage(codes, errorPage).map((wrong) => `docs/errors.md: ${wrong}`),
      ...examples
        .filter((path) => !tests.has(path.replace(/ts$/, 'test.ts')))
        .map((path) => `${path}: there is no app.test.ts beside it`),
    ],
  }
}

/** Our pages: those that other projects wrote lie with their files, and what is packed is a copy. */
const listPages = (root: string): string[] =>
  listFiles(root, '.', /\.md$/).filter(
    (path) => !/(^|\/)(licenses|generated)\/|^packages\/vivace\/docs\//.test(path),
  )
