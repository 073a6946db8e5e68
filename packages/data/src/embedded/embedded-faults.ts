import { DefinitionError } from 'vivace'
import type { LockHolder } from './lock-holder.ts'
import { lifeOf } from './process-identity.ts'

const where = 'defineDatabase()'
const elsewhere = 'set DATABASE_URL to a PostgreSQL, which any number of processes may use'

/** The error of an app whose embedded database somebody else has open. */
export function alreadyOpen(directory: string, holder: LockHolder | undefined): DefinitionError {
  return new DefinitionError({
    code: 'EMBEDDED_DATABASE_SHARED',
    where,
    cause: `the embedded database in ${directory} ${holder === undefined ? 'is wanted by several processes' : holderOf(holder)}`,
    remedy: holder === undefined ? elsewhere : remedyFor(holder),
  })
}

/** The error of an app that is served by workers. */
export function servedByWorkers(): DefinitionError {
  return new DefinitionError({
    code: 'EMBEDDED_DATABASE_SHARED',
    where,
    cause: 'the embedded database belongs to one process, and workers are several',
    remedy: `${elsewhere}, or serve without workers`,
  })
}

/** The error of an app whose embedded database does not open. */
export function unopenable(directory: string, error: unknown): DefinitionError {
  const reason = error instanceof Error ? error.message : String(error)
  return new DefinitionError(
    {
      code: 'DATABASE_INVALID',
      where,
      cause: `the embedded database in ${directory} cannot be opened: ${reason}`,
      remedy:
        'see that the directory can be written; if it is damaged, move it away, and an empty one is made in its place',
    },
    { cause: error },
  )
}

/** The error of an app whose embedded database another PostgreSQL has written. */
export function otherVersion(directory: string, versions: { found: string; own: string }): DefinitionError {
  return new DefinitionError({
    code: 'DATABASE_INVALID',
    where,
    cause: `the embedded database in ${directory} was written by PostgreSQL ${versions.found}, and this is PostgreSQL ${versions.own}`,
    remedy:
      'move the directory away, and an empty one is made in its place; or go back to the version of @vivace/data that wrote it',
  })
}

/** The error of an app that wants an extension which PGlite does not have. */
export function unknownExtension(name: string): DefinitionError {
  return new DefinitionError({
    code: 'DATABASE_INVALID',
    where: "defineDatabase(), 'extensions'",
    cause: `the embedded database has no extension "${name}"`,
    remedy:
      'leave it out, or set DATABASE_URL to a PostgreSQL that has it: https://pglite.dev/extensions lists those there are',
  })
}

function holderOf(holder: LockHolder): string {
  if (lifeOf(holder) === 'unknown')
    return `is open in process ${holder.pid} on ${holder.place}, which cannot be seen from here`
  return holder.pid === process.pid ? 'is open already in this process' : `is open in process ${holder.pid}`
}

function remedyFor(holder: LockHolder): string {
  if (lifeOf(holder) === 'unknown')
    return `end that process, and remove ${holder.file} if it is gone; or ${elsewhere}`
  if (holder.pid === process.pid)
    return 'define it once and use that everywhere, or close the one that is open first'
  return `end process ${holder.pid}, or ${elsewhere}`
}
