import { readFileSync } from 'node:fs'
import { readPage } from '../../../../scripts/docs/markdown.ts'

const page = readFileSync(new URL('../../../../docs/errors.md', import.meta.url), 'utf8')

/** The first block of a language under the heading of a code; `undefined` if the page has none. */
export function shownUnder(code: string, language: string): string | undefined {
  const section = page.split(/^#+ /m).find((text) => text.split('\n')[0]?.replaceAll('`', '') === code)
  return readPage(section ?? '').blocks.find((block) => block.language === language)?.text
}
