import { packageEntries } from './manifests.ts'
import { writePages } from './reference/write-pages.ts'

// `npm run docs`: writes the reference from the doc comments.
await writePages(packageEntries('.'), 'docs/reference')
