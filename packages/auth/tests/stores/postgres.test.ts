import { noPostgres, PostgresDatabase } from '@vivace/fixtures'
import { describe } from 'vitest'
import { openDrizzleStores } from './open-stores.ts'
import { storesConformance } from './stores-conformance.ts'

describe.skipIf(noPostgres !== undefined)('with PostgreSQL', () => {
  storesConformance('drizzleAuth() over PostgreSQL, two pools', async () => {
    const database = await PostgresDatabase.open()
    const stores = await openDrizzleStores(database.url)
    return {
      ...stores,
      async [Symbol.asyncDispose]() {
        await stores[Symbol.asyncDispose]()
        await database[Symbol.asyncDispose]()
      },
    }
  })
})
