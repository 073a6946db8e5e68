/**
 * Writes digests of the 20,000 passwords that leaks have most often into `packages/auth/src/passwords/generated/`. They
 * come from `data/passwords.txt` of dropbox/zxcvbn (MIT, at 67c4ece), one with its count in each line:
 *
 *     tsx scripts/vendor-common-passwords.ts passwords.txt
 *
 * Four bytes of SHA-256 are enough to recognise one, and nobody has to read them here (docs/decisions/0104-passwords.md).
 */
import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const count = 20_000
const [path = ''] = process.argv.slice(2)
const passwords = readFileSync(path, 'utf8')
  .split('\n')
  .map((line) => line.trim().split(/\s+/)[0] ?? '')
  // Of shorter ones too many good passwords have one for a beginning.
  .filter((password) => password.length >= 4)
  .slice(0, count)
if (passwords.length < count) throw new Error(`${path} has ${passwords.length} passwords, not ${count}.`)

const digests = passwords.map((password) => createHash('sha256').update(password).digest().readUInt32BE())
const sorted = [...new Set(digests)].sort((one, other) => one - other)
const bytes = Buffer.alloc(sorted.length * 4)
for (const [at, digest] of sorted.entries()) bytes.writeUInt32BE(digest, at * 4)

const folder = fileURLToPath(new URL('../packages/auth/src/passwords/generated/', import.meta.url))
mkdirSync(folder, { recursive: true })
const lines = bytes.toString('base64').match(/.{1,120}/g) ?? []
const source = `// Written by scripts/vendor-common-passwords.ts from dropbox/zxcvbn (MIT, licenses/zxcvbn.LICENSE.txt).

/** The first four bytes of SHA-256 of each, in order, in base64. */
export const commonPasswordDigests: string = \`
${lines.join('\n')}
\`
`
writeFileSync(`${folder}common-password-digests.ts`, source)
console.log(
  `${sorted.length} digests of ${passwords.filter(({ length }) => length >= 8).length} passwords with 8 characters or more, and of shorter ones.`,
)
