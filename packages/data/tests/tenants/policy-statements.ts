import { getTableConfig, PgDialect, type PgTable } from 'drizzle-orm/pg-core'
import type { SQL } from 'drizzle-orm'

const dialect = new PgDialect()

/** What a migration says of the policies of a table, as drizzle-kit writes it. */
export function policyStatements(table: PgTable): readonly string[] {
  const { name: of, policies } = getTableConfig(table)
  return policies.map(
    ({ name, using, withCheck }) =>
      `create policy "${name}" on "${of}" as permissive for all to public using (${text(using)}) with check (${text(withCheck)})`,
  )
}

function text(condition: SQL | undefined): string {
  return condition === undefined ? 'true' : dialect.sqlToQuery(condition).sql
}
