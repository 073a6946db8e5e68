import { UsageError } from 'vivace/cli'
import type { Snapshot } from './snapshot.ts'

/** What tables there are, and how columns are named whose name is not written. */
export interface Tables {
  /** The Drizzle tables, enums, policies: `import * as schema from './tables.ts'`. */
  readonly schema: Readonly<Record<string, unknown>>
  readonly casing?: 'snake_case' | 'camelCase'
}

/** What is used of drizzle-kit, which describes tables and writes the SQL between two descriptions. */
export interface DrizzleKit {
  generateDrizzleJson(
    schema: Tables['schema'],
    previousId?: string,
    schemaFilters?: string[],
    casing?: Tables['casing'],
  ): Snapshot
  generateMigration(previous: Snapshot, current: Snapshot): Promise<string[]>
}

/**
 * The drizzle-kit of this project.
 *
 *     const kit = await loadDrizzleKit()
 *
 * Throws `UsageError` if it is not installed: only those who create migrations need it, and it is large.
 */
export async function loadDrizzleKit(): Promise<DrizzleKit> {
  // Not a literal: its declarations name drivers of every database, which nobody has to install.
  const name: string = 'drizzle-kit/api'
  try {
    // Checked with 0.31.11; its own declarations say the same of these two.
    return (await import(name)) as DrizzleKit
  } catch (error) {
    const isMissing = error instanceof Error && 'code' in error && error.code === 'ERR_MODULE_NOT_FOUND'
    if (!isMissing) throw error
    throw new UsageError('To compare tables, drizzle-kit is needed: npm install --save-dev drizzle-kit')
  }
}

/** The snapshot of some tables. */
export function takeSnapshot(kit: DrizzleKit, { schema, casing }: Tables, previousId?: string): Snapshot {
  return kit.generateDrizzleJson(schema, previousId, undefined, casing)
}
