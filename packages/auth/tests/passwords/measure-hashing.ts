// T32: ten times 300 logins at once, and 50 pings in a second meanwhile.
// npx tsx packages/auth/tests/passwords/measure-hashing.ts
import { availableParallelism } from 'node:os'
import { Program } from '@vivace/fixtures'
import { manyLogins } from './many-logins.ts'

await using server = new Program(new URL('hashing-server.ts', import.meta.url))
const url = await server.url()
const pings: number[] = []
for (let wave = 1; wave <= 10; wave++) {
  const { statuses, longest, mostAtOnce, ...more } = await manyLogins(url)
  pings.push(...more.pings)
  process.stdout.write(
    `wave ${wave}: ${JSON.stringify(statuses)}, longest login ${longest.toFixed(0)} ms, ` +
      `${mostAtOnce} hashes at once on ${availableParallelism()} cores\n`,
  )
}
pings.sort((one, other) => one - other)
const at = (share: number): string => (pings[Math.floor((pings.length - 1) * share)] ?? NaN).toFixed(1)
process.stdout.write(
  `${pings.length} pings: p50 ${at(0.5)} ms, p90 ${at(0.9)} ms, p99 ${at(0.99)} ms, longest ${at(1)} ms\n`,
)
