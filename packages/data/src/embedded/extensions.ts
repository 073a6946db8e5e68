import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { unknownExtension } from './embedded-faults.ts'

/**
 * The modules of PGlite that hold extensions of PostgreSQL.
 *
 *     extensionModules(['citext', 'uuid-ossp'])    // ['citext', 'uuid_ossp']
 *
 * Throws `DefinitionError` DATABASE_INVALID for one that PGlite does not have.
 */
export function extensionModules(names: readonly string[]): string[] {
  if (names.length === 0) return []
  const contrib = join(dirname(createRequire(import.meta.url).resolve('@electric-sql/pglite')), 'contrib')
  return names.map((name) => {
    const module = name.replaceAll('-', '_')
    if (!/^\w+$/.test(module) || !existsSync(join(contrib, `${module}.js`))) throw unknownExtension(name)
    return module
  })
}
