import type { AuthStores } from '@vivace/auth'
import { drizzleStores, type UserOf } from '@vivace/auth/drizzle'
import { openDatabase, type OpenDatabase } from '@vivace/data'
import { generateDrizzleJson, generateMigration } from 'drizzle-kit/api'
import * as tables from './tables.ts'

/** A user of these tests. */
export type TestUser = UserOf<typeof tables.users>

/** What a store is tested through: two instances of one app have one each. */
export interface StoresUnderTest extends AsyncDisposable {
  readonly one: AuthStores
  /** The stores of another instance, over the same data. */
  readonly other: AuthStores
}

/** Stores over a database that has their tables. */
export interface DrizzleUnderTest extends StoresUnderTest {
  readonly opened: OpenDatabase
}

/** Makes the tables in a database, and opens it: twice where it has a server. */
export async function openDrizzleStores(url: string): Promise<DrizzleUnderTest> {
  const opened = await openDatabase({ url })
  const migration = await generateMigration(generateDrizzleJson({}), generateDrizzleJson({ ...tables }))
  for (const text of migration) await opened.engine.run({ text, values: [] })
  const second = url === 'memory:' ? undefined : await openDatabase({ url })
  return {
    opened,
    one: drizzleStores(opened.database, tables),
    other: drizzleStores((second ?? opened).database, tables),
    async [Symbol.asyncDispose]() {
      await second?.[Symbol.asyncDispose]()
      await opened[Symbol.asyncDispose]()
    },
  }
}
