import { readFile } from 'node:fs/promises'
import { promisify } from 'node:util'
import { brotliDecompress } from 'node:zlib'

/** The file of the template, named after the version of PGlite that made it. */
export const templateName = 'pglite-0.5.16.tar.br'

/** The PostgreSQL that this version of PGlite is; of another one it cannot read the files. */
export const postgresVersion = '18'

/**
 * A new database, as a tar of its directory: what `initdb` makes in several seconds.
 *
 *     const tar = await readTemplate()
 */
export async function readTemplate(): Promise<Buffer<ArrayBuffer>> {
  const compressed = await readFile(new URL(`../../template/${templateName}`, import.meta.url))
  // Decompressed into memory of its own: it may be given to another thread.
  return Buffer.from(await promisify(brotliDecompress)(compressed))
}
