import { readFileSync, writeFileSync } from 'node:fs'
import { checkSync } from 'recheck'
import { findRegularExpressions } from './regular-expressions/find-regular-expressions.ts'
import { type Judged, judgeRegularExpressions } from './regular-expressions/judge-regular-expressions.ts'
import { conclude } from './verdict.ts'

/** `npm run regexes -- --update` judges those that are new. */
const update = process.argv.includes('--update')
const path = 'scripts/regular-expressions/judged.json'

const found = findRegularExpressions('.')
let judged = read(path)
if (update) {
  judged = Object.fromEntries(found.map((each) => [each, judged[each] ?? complexityOf(each)]))
  writeFileSync(path, `${JSON.stringify(judged, null, 2)}\n`)
}
const verdict = judgeRegularExpressions(found, judged, read('scripts/regular-expressions/allowed.json'))
conclude({
  ...verdict,
  findings: verdict.findings.map((wrong) => `${wrong} (npm run regexes -- --update judges)`),
})

interface Diagnostics {
  readonly status: string
  readonly complexity?: { readonly type: string; readonly summary: string }
}

function complexityOf(expression: string): string {
  const [, source = '', flags = ''] = /^\/(.*)\/([a-z]*)$/s.exec(expression) ?? []
  // Its declarations name a module that is not published; this is what it answers.
  const { status, complexity } = checkSync(source, flags, { timeout: 20_000 }) as Diagnostics
  return status === 'safe' ? (complexity?.type ?? status) : (complexity?.summary ?? status)
}

function read(file: string): Judged {
  // This script writes the one, and people the other.
  return JSON.parse(readFileSync(file, 'utf8')) as Judged
}
