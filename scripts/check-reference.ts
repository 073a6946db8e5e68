import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { packageEntries } from './manifests.ts'
import { comparePages } from './reference/compare-pages.ts'
import { writePages } from './reference/write-pages.ts'
import { conclude } from './verdict.ts'

const entries = packageEntries('.')
const fresh = mkdtempSync(join(tmpdir(), 'vivace-reference-'))
await writePages(entries, fresh)
const findings = comparePages('docs/reference', fresh)
rmSync(fresh, { recursive: true })
conclude({
  findings: findings.map((wrong) => `docs/reference/${wrong}; npm run docs writes it`),
  seen: `${entries.size} public entries`,
})
