// T30 and T31: what guesses cost whoever guesses, and what the time of an answer tells. Run with
//     npx tsx packages/auth/tests/measures/measure-logins.ts [rounds]
import { defineAuth, memoryAuth, memoryMailer } from '@vivace/auth'
import { App, silentLogger } from 'vivace'
import { TestClient } from 'vivace/testing'

/* eslint-disable no-console -- this is what the script is for. */

const rounds = Number(process.argv[2] ?? 300)
const password = 'correct horse battery staple'
const kinds = ['known', 'unknown', 'locked', 'unverified'] as const

const store = memoryAuth()
const auth = defineAuth({
  store,
  issuer: 'https://shop.example',
  mailer: memoryMailer(),
  // Nobody is stopped in the middle of a measurement but who is to be.
  lockout: { failures: 1_000_000, failuresPerNetwork: 1_000_000, failuresAltogether: 10_000_000 },
})
const app = new App({ title: 'Shop', version: '1.0.0', log: silentLogger })
app.include(auth.router, { prefix: '/auth' })
await app.start()
const client = new TestClient(app, { baseUrl: 'https://shop.example' })

for (const kind of kinds.filter((one) => one !== 'unknown')) {
  await client.post('/auth/register', { json: { email: `${kind}@example.com`, password } })
  const account = await store.users.findByLogin(`${kind}@example.com`)
  if (account !== undefined && kind !== 'unverified') await store.users.setVerified(account.id)
}
const { createHash } = await import('node:crypto')
const lockKey = `login ${createHash('sha256').update('locked@example.com').digest('base64url')}`
await store.lockouts.reserve(lockKey, { limit: 1, window: 1e9, firstWait: 1e9, longestWait: 1e9 }, Date.now())

/** How long one answer takes, in milliseconds. */
async function timed(path: string, json: object): Promise<number> {
  const begun = performance.now()
  await client.post(path, { json })
  return performance.now() - begun
}

const median = (times: readonly number[]): number =>
  times.toSorted((one, other) => one - other)[times.length >> 1] ?? 0
const mean = (times: readonly number[]): number => times.reduce((sum, time) => sum + time, 0) / times.length
const variance = (times: readonly number[]): number => {
  const middle = mean(times)
  return times.reduce((sum, time) => sum + (time - middle) ** 2, 0) / (times.length - 1)
}

const withoutSlowest = (times: readonly number[]): number[] =>
  times.toSorted((one, other) => one - other).slice(0, Math.ceil(times.length * 0.9))

/** Welch's t of two series, without the slowest tenth: those are the machine's. */
function welch(first: readonly number[], second: readonly number[]): number {
  const [one, other] = [withoutSlowest(first), withoutSlowest(second)]
  return (mean(one) - mean(other)) / Math.sqrt(variance(one) / one.length + variance(other) / other.length)
}

async function measure(path: string, jsonOf: (email: string) => object): Promise<void> {
  const times = new Map<string, number[]>(kinds.map((kind) => [kind, []]))
  for (const kind of kinds) await timed(path, jsonOf(`${kind}@example.com`))
  for (let round = 0; round < rounds; round++) {
    // In another order each time, so that no kind always comes after the same one.
    const order = kinds.map((_, at) => kinds[(at + round) % kinds.length] ?? 'known')
    for (const kind of order) {
      const name = kind === 'unknown' ? `unknown${round}` : kind
      times.get(kind)?.push(await timed(path, jsonOf(`${name}@example.com`)))
    }
  }
  const known = times.get('known') ?? []
  for (const [kind, series] of times)
    console.log(
      `${path.padEnd(24)} ${kind.padEnd(11)} median ${median(series).toFixed(3)} ms, ` +
        `Δ ${(median(series) - median(known)).toFixed(3)} ms, t ${kind === 'known' ? '-' : welch(series, known).toFixed(2)}`,
    )
}

await measure('/auth/login', (email) => ({ email, password: 'wrong guess', refreshToken: 'body' }))
await measure('/auth/forgot-password', (email) => ({ email }))
await app.stop()
