import { type Dependency, dependency } from 'vivace'
import type { Transaction } from '../database/database.ts'
import { QueryError } from '../errors/query-error.ts'
import { enterTenant, type TenantId } from './enter-tenant.ts'
import { OtherTenant } from './tenant-errors.ts'
import type { TenantNames } from './tenant-options.ts'

/** What a transaction of a tenant is made of. */
export interface TenantTransactionOptions<Needs> extends TenantNames {
  /** Of the database: `transaction` of `defineDatabase()`, or one of `transactionWith()`. */
  readonly transaction: Dependency<Transaction, 'request'>
  /** The tenant of the request: a guard that knows it from the credential, never from what a client may choose. */
  readonly tenant: Dependency<TenantId, 'request', Needs>
}

/**
 * A transaction in which a tenant sees and writes its own rows alone, whatever the queries say (row-level security).
 *
 *     export const notesOfTenant = tenantTransaction({ transaction, tenant: currentTenant, role: 'app_tenant' })
 *     app.get('/notes', { inputs: { notes: notesOfTenant } }, ({ notes }) => notes.select().from(table))
 *
 * It is the `transaction` of the request, which belongs to the tenant from there on. Rows of others are not there: 404 is
 * for the handler to say. Writing one of them is answered with `OtherTenant`, 403.
 */
export function tenantTransaction<Needs>({
  transaction,
  tenant,
  ...names
}: TenantTransactionOptions<Needs>): Dependency<Transaction, 'request', TenantTransactionNeeds<Needs>> {
  return dependency(
    { transaction, tenant },
    async function* ({ transaction, tenant }) {
      await enterTenant(transaction, tenant, names)
      try {
        yield transaction
      } catch (error) {
        throw isRefusedByPolicy(error) ? new OtherTenant({ cause: error }) : error
      }
    },
    { errors: [OtherTenant] },
  )
}

/** What clients send of it: what they send for the tenant. */
export interface TenantTransactionNeeds<Needs> {
  readonly transaction: Dependency<Transaction, 'request'>
  readonly tenant: Dependency<TenantId, 'request', Needs>
}

// Privileges that are missing have the same SQLSTATE. What PostgreSQL calls the function that refuses is not translated.
function isRefusedByPolicy(error: unknown): boolean {
  if (!(error instanceof QueryError) || error.code !== '42501') return false
  const { cause } = error
  return cause instanceof Error && 'routine' in cause && cause.routine === 'ExecWithCheckOptions'
}
