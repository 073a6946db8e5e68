// T59: how soon the database is free when clients go away. npx tsx packages/data/tests/postgres/measure-cancel.ts
import { PostgresDatabase } from '@vivace/fixtures'
import { SleepyServer } from './leaving-clients.ts'

await using database = await PostgresDatabase.open()
await using server = new SleepyServer(database)
for (let round = 1; round <= 8; round += 1)
  process.stdout.write(`${JSON.stringify(await server.leave({ requests: 500, after: 100 }))}\n`)
