import type { MigrationDone } from '../migrations/migrate.ts'

/** A count of migrations, up to its verb: `2 migrations were`. */
export function countOf(count: number): string {
  return count === 1 ? '1 migration was' : `${count} migrations were`
}

/** A line for what was just done. */
export function doneLine({ name, duration }: MigrationDone): string {
  return `${name}  ${duration.toFixed(0)} ms`
}
