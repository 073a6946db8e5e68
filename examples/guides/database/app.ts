import {
  CheckViolation,
  databaseCheck,
  defineDatabase,
  ForeignKeyViolation,
  migrationsCheck,
  oneRow,
  poolFigures,
  type Transaction,
  TransactionConflict,
  UniqueViolation,
  withSignal,
} from '@vivace/data'
import { healthRouter, Metrics, metricsRouter, poolMetrics } from '@vivace/telemetry'
import { eq, sql, sum } from 'drizzle-orm'
import { App, body, path, reply, signal } from 'vivace'
import * as z from 'zod'
// #region define
import * as schema from './tables.ts'

export const data = defineDatabase({ schema, migrations: new URL('./migrations/', import.meta.url) })
export const { database, transaction } = data
// #endregion

const { accounts, transfers } = schema
const NewAccount = z.object({ owner: z.string().min(1), balance: z.int().min(0).default(0) })
const Account = NewAccount.extend({ id: z.int(), balance: z.int() })
const NewTransfer = z.object({ from: z.int(), to: z.int(), amount: z.int().min(1) })

export const app = new App({ title: 'Bank', version: '1.0.0' })

// #region read
app.get(
  '/accounts/{id}',
  { inputs: { database, id: path(z.int()) }, returns: { 200: Account, 404: z.null() } },
  async ({ database, id }) => {
    const [account] = await database.select().from(accounts).where(eq(accounts.id, id))
    return account === undefined ? reply(404, null) : reply(200, account)
  },
)
// #endregion

// #region write
app.post(
  '/accounts',
  {
    inputs: { transaction, account: body(NewAccount) },
    returns: { 201: Account },
    errors: [UniqueViolation],
  },
  async ({ transaction, account }) =>
    reply(201, await oneRow(transaction.insert(accounts).values(account).returning())),
)
// #endregion

// #region transfer
app.post(
  '/transfers',
  {
    inputs: { transaction, transfer: body(NewTransfer) },
    errors: [CheckViolation, ForeignKeyViolation, TransactionConflict],
  },
  async ({ transaction, transfer }) => {
    await transaction.insert(transfers).values(transfer)
    await add(transaction, transfer.from, -transfer.amount)
    await add(transaction, transfer.to, transfer.amount)
  },
)

async function add(transaction: Transaction, id: number, amount: number): Promise<void> {
  await transaction
    .update(accounts)
    .set({ balance: sql`${accounts.balance} + ${amount}` })
    .where(eq(accounts.id, id))
}
// #endregion

// #region savepoint
app.post(
  '/accounts/all',
  {
    inputs: { transaction, all: body(z.array(NewAccount).max(100)) },
    returns: z.object({ taken: z.array(z.string()) }),
  },
  async ({ transaction, all }) => {
    const taken: string[] = []
    for (const account of all) {
      try {
        await transaction.transaction((savepoint) => savepoint.insert(accounts).values(account))
      } catch (error) {
        if (!(error instanceof UniqueViolation)) throw error
        taken.push(account.owner)
      }
    }
    return { taken }
  },
)
// #endregion

// #region snapshot
const snapshot = data.transactionWith({ isolation: 'repeatable read', readOnly: true })

app.get(
  '/totals',
  { inputs: { snapshot }, returns: z.object({ accounts: z.int(), transfers: z.int() }) },
  async ({ snapshot }) => {
    const [held] = await snapshot.select({ total: sum(accounts.balance).mapWith(Number) }).from(accounts)
    const [moved] = await snapshot.select({ total: sum(transfers.amount).mapWith(Number) }).from(transfers)
    return { accounts: held?.total ?? 0, transfers: moved?.total ?? 0 }
  },
)
// #endregion

// #region serializable
const serializable = data.transactionWith({ isolation: 'serializable' })

app.post(
  '/accounts/{id}/close',
  { inputs: { serializable, id: path(z.int()) }, errors: [TransactionConflict, ForeignKeyViolation] },
  async ({ serializable, id }) => {
    await serializable.delete(accounts).where(eq(accounts.id, id))
  },
)
// #endregion

// #region signal
app.get('/report', { inputs: { database, signal } }, ({ database, signal }) =>
  withSignal(database, signal).select().from(transfers).orderBy(transfers.at),
)
// #endregion

// #region ready
app.include(healthRouter({ checks: { database: databaseCheck(data), migrations: migrationsCheck(data) } }))
// #endregion

// #region metrics
const pool = poolMetrics('main', { engine: data.engine }, ({ engine }) => poolFigures(engine))
app.include(metricsRouter(new Metrics(), { sources: [pool] }))
// #endregion
