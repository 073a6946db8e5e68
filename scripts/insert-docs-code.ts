import { readFileSync, writeFileSync } from 'node:fs'
import { insertCode } from './docs/inserted-code.ts'
import { pagesWithCode } from './docs/judge-docs.ts'

// `npm run docs`: writes the regions of the examples into the pages that name them.
for (const path of pagesWithCode('.')) {
  const before = readFileSync(path, 'utf8')
  const after = insertCode('.', before)
  if (after === before) continue
  writeFileSync(path, after)
  console.log(`wrote ${path}`)
}
