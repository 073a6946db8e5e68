import type { PgTable } from 'drizzle-orm/pg-core'
import { parseDuration, singleton } from 'vivace'
import type { DatabaseCheck, DatabaseCheckOptions } from '../app/database-check.ts'
import type { DatabaseDefinition } from '../app/define-database.ts'
import type { Engine } from '../engine/engine.ts'
import { TenantsNotIsolated } from './tenant-errors.ts'
import type { TenantNames } from './tenant-options.ts'
import { tableName } from './tenant-setup.ts'

/** What is checked. */
export interface TenantCheckOptions extends DatabaseCheckOptions, Pick<TenantNames, 'role'> {
  /** The tables whose rows belong to tenants. */
  readonly tables: readonly PgTable[]
}

/**
 * Says for readiness whether tenants are isolated: the role is below the policies and may be taken, and each table has a
 * policy that binds it. In a test it is the proof that no table was forgotten.
 *
 *     app.include(healthRouter({ checks: { tenants: tenantCheck(db, { role: 'app_tenant', tables: [notes] }) } }))
 *
 * Throws `DefinitionError` DURATION_INVALID; the probe rejects with `TenantsNotIsolated`.
 */
export function tenantCheck(
  { engine }: Pick<DatabaseDefinition, 'engine'>,
  { role, tables, timeout = '2s', required = true }: TenantCheckOptions,
): DatabaseCheck {
  return {
    probe: singleton({ engine }, ({ engine }) => async (signal: AbortSignal) => {
      const faults = await faultsOf(engine, { role, tables, signal })
      if (faults.length > 0)
        throw new TenantsNotIsolated(
          faults,
          'run what tenantSetup() says in a migration, and give the tables a tenantPolicy()',
        )
    }),
    timeout: parseDuration(timeout, 'tenantCheck()'),
    isRequired: required,
  }
}

interface Asked {
  readonly role: string | undefined
  readonly tables: readonly PgTable[]
  readonly signal: AbortSignal
}

async function faultsOf(engine: Engine, { role, tables, signal }: Asked): Promise<readonly string[]> {
  const roles = await engine.run({ text: rolesText, values: [role ?? null] }, { signal })
  const [name, isAbove, isMember] = roles.rows[0] ?? []
  if (typeof name !== 'string') return [`there is no role '${role}'`]
  const values = [name, JSON.stringify(tables.map(tableName))]
  const { rows } = await engine.run({ text: tablesText, values }, { signal })
  return [
    ...(isAbove === true ? [`'${name}' is a superuser or has BYPASSRLS`] : []),
    ...(isMember === true ? [] : [`the user of the connection may not take the role '${name}'`]),
    ...rows.map(([table, fault]) => `${String(table)} ${String(fault)}`),
  ]
}

// Since PostgreSQL 16 a member may not set a role that it was granted without SET.
const rolesText = `
  select rolname, rolsuper or rolbypassrls, pg_has_role(current_user, oid,
    case when current_setting('server_version_num')::int >= 160000 then 'set' else 'member' end)
  from pg_catalog.pg_roles where rolname = coalesce($1::text, current_user)`

// The owner of a table, and whoever has the rights of the owner, is bound by FORCE alone.
const tablesText = `
  select * from (
    select asked.name, case
      when c.oid is null then 'is not there'
      when not c.relrowsecurity then 'has no row level security'
      when not c.relforcerowsecurity and pg_has_role($1::name, c.relowner, 'usage')
        then 'has row level security that does not bind its owner'
      when not exists (select from pg_catalog.pg_policy p where p.polrelid = c.oid) then 'has no policy'
    end as fault
    from json_array_elements_text($2::json) as asked(name)
    left join pg_catalog.pg_class c on c.oid = to_regclass(asked.name)
  ) as judged where fault is not null`
