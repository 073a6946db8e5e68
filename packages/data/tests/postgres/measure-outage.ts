// T66: PostgreSQL restarted under load. npx tsx packages/data/tests/postgres/measure-outage.ts
import { setTimeout as delay } from 'node:timers/promises'
import { PostgresServer } from '@vivace/fixtures'
import { isHonest, percentile, VisitedServer } from './visits.ts'

await using postgres = await PostgresServer.open()
await postgres.query('create table visits (id bigserial primary key)')
await using server = new VisitedServer(postgres.url)
await server.works()

const down = async (how: 'fast' | 'immediate', time: number): Promise<void> => {
  await postgres.stop(how)
  await delay(time)
  await postgres.start()
}
const outages = {
  'restart -m fast': () => down('fast', 0),
  'restart -m immediate': () => down('immediate', 0),
  'down for 10 s': () => down('fast', 10_000),
  'every connection terminated': () => postgres.terminateAll(),
}

for (const [name, outage] of Object.entries(outages)) {
  server.visits.length = 0
  const back = await server.during(200, async () => {
    await delay(1_000)
    await outage()
    const accepting = performance.now()
    const worked = await server.works()
    await delay(1_000)
    return worked - accepting
  })
  const { visits } = server
  const without = visits.filter(({ path }) => path === '/plain' || path === '/health/live')
  const refused = visits.filter(({ status }) => status === 503)
  const figures = {
    answers: visits.length,
    refused: refused.length,
    dishonest: visits.filter((visit) => !isHonest(visit)).length,
    slowestRefusal: percentile(refused, 1),
    worksAfter: Math.round(back),
    p99WithoutDatabase: percentile(without, 0.99),
    pool: await server.json('/pool'),
  }
  process.stdout.write(`${name}: ${JSON.stringify(figures)}\n`)
}

const sleeping = Array.from({ length: 60 }, () => server.visit('/sleep'))
await delay(300)
const live = await server.visit('/health/live')
const ends = await Promise.all(sleeping)
const refused = ends.filter(({ status }) => status === 503)
process.stdout.write(
  `60 requests that take 3 s: ${JSON.stringify({
    refused: refused.length,
    earliest: percentile(refused, 0),
    latest: percentile(refused, 1),
    live: Math.round(live.took),
    pool: await server.json('/pool'),
  })}\n`,
)
