/**
 * Writes the template of embedded databases, `packages/data/template/`: what `initdb` makes, as a tar, compressed. Run
 * it after changing the version of PGlite, or a setting below:
 *
 *     npx tsx scripts/write-database-template.ts
 *
 * It is kept in the repository because making it takes seconds, and every new database and every file of tests would pay
 * them (docs/decisions/0101-the-embedded-database.md).
 */
import { execFileSync } from 'node:child_process'
import {
  appendFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { brotliCompressSync, constants } from 'node:zlib'
import { PGlite } from '@electric-sql/pglite'
import { templateName } from '../packages/data/src/embedded/template.ts'

/** Segments of the log of 1 MB: of the usual 16 MB a directory would have several, nearly empty. */
const initDbStartParams = ['--wal-segsize=1', '--no-instructions']

/** What the embedded database has other than PostgreSQL by itself. */
const configuration = `
# Vivace
shared_buffers = 16MB        # of 128 MB: memory of the process of the app
max_wal_size = 32MB
min_wal_size = 5MB
`

const folder = mkdtempSync(join(tmpdir(), 'vivace-template-'))
const data = join(folder, 'data')
try {
  await (await PGlite.create({ dataDir: data, initDbStartParams })).close()
  appendFileSync(join(data, 'postgresql.conf'), configuration)
  // Once more with the settings, so that nothing is left to be recovered from the log.
  const database = await PGlite.create({ dataDir: data })
  await database.exec('vacuum freeze')
  await database.exec('checkpoint')
  await database.close()
  const tar = join(folder, 'template.tar')
  execFileSync('tar', [
    ...['--format=ustar', '--sort=name', '--owner=0', '--group=0', '--numeric-owner'],
    ...['--mtime=@0', '-cf', tar, '-C', data, ...readdirSync(data).sort()],
  ])
  write(tar)
} finally {
  rmSync(folder, { recursive: true })
}

function write(tar: string): void {
  const text = readFileSync(tar)
  const compressed = brotliCompressSync(text, {
    params: {
      [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
      // The three databases of a new PostgreSQL are alike, and 8 MB from each other.
      [constants.BROTLI_PARAM_LGWIN]: constants.BROTLI_MAX_WINDOW_BITS,
      [constants.BROTLI_PARAM_SIZE_HINT]: text.length,
    },
  })
  const target = fileURLToPath(new URL('../packages/data/template/', import.meta.url))
  rmSync(target, { recursive: true, force: true })
  mkdirSync(target)
  writeFileSync(join(target, templateName), compressed)
  console.log(`${templateName}: ${compressed.length} bytes of ${text.length}`)
}
