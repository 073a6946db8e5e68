import type { SqlStatement } from './split-statements.ts'

/** What a file of SQL does to a database. */
export interface MigrationScript {
  /** The file, for messages. */
  readonly file: string
  readonly statements: readonly SqlStatement[]
  /** Whether it runs in a transaction; it does unless it says `-- vivace: no transaction`. */
  readonly isTransactional: boolean
}

/** A step from one shape of the database to the next: a file `0001_create-users.sql`. */
export interface Migration {
  readonly number: number
  /** The file without its extension: `0001_create-users`. */
  readonly name: string
  /** SHA-256 of its text, with line feeds alone at the ends of lines, in hex. */
  readonly checksum: string
  readonly up: MigrationScript
  /** What undoes it, if `0001_create-users.down.sql` was written. */
  readonly down: MigrationScript | undefined
}

/** A migration that a database has had. */
export interface AppliedMigration {
  readonly name: string
  readonly checksum: string
  readonly appliedAt: Date
  /** How long it took, in milliseconds. */
  readonly duration: number
}
