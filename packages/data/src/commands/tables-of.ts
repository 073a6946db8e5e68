import { UsageError } from 'vivace/cli'
import type { DatabaseDefinition } from '../app/define-database.ts'
import type { Tables } from '../snapshots/drizzle-kit.ts'

/** The tables that a database was declared with. Throws `UsageError` if it was not. */
export function tablesOf({ options: { schema, casing } }: DatabaseDefinition): Tables {
  if (schema !== undefined) return { schema, ...(casing === undefined ? {} : { casing }) }
  throw new UsageError(
    "The database knows no tables: write `defineDatabase({ schema })`, with `import * as schema from './tables.ts'`.",
  )
}
