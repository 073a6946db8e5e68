// #region seed
import { openDatabase } from '@vivace/data'
import { accounts } from './tables.ts'

/** Fills a database, outside of the app: `seed(process.env.DATABASE_URL)`. */
export async function seed(url: string): Promise<void> {
  await using opened = await openDatabase({ url })
  await opened.database.transaction((transaction) =>
    transaction.insert(accounts).values([{ owner: 'Ann', balance: 100 }, { owner: 'Bob' }]),
  )
}
// #endregion
