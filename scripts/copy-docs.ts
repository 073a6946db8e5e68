import { cpSync } from 'node:fs'

// `npm pack` of the framework: its errors say "see docs/errors.md", so users get the pages that they read.
const docs = new URL('../docs/', import.meta.url)
const copy = new URL('../packages/vivace/docs/', import.meta.url)

for (const page of ['errors.md', 'tutorial', 'guides'])
  cpSync(new URL(page, docs), new URL(page, copy), { recursive: true })
