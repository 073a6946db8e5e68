/** What tables, enums and policies are, as drizzle-kit describes them. */
export interface Snapshot {
  readonly id: string
  readonly prevId: string
  readonly tables: Readonly<Record<string, SnapshotTable>>
  readonly [part: string]: unknown
}

/** A table in a snapshot, by the parts that may be renamed. */
export interface SnapshotTable {
  readonly name: string
  readonly columns: Readonly<Record<string, unknown>>
  readonly policies: Readonly<Record<string, unknown>>
}
