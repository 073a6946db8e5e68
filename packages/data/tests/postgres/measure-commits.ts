// T44, the side of transactions. npx tsx packages/data/tests/postgres/measure-commits.ts
import { PostgresDatabase } from '@vivace/fixtures'
import { killCommits } from './killed-commits.ts'

await using pg = await PostgresDatabase.open()
const start = performance.now()
const outcome = await killCommits(pg, { transactions: 5_000, kills: 50 })
process.stdout.write(`${JSON.stringify({ ...outcome, seconds: (performance.now() - start) / 1_000 })}\n`)
