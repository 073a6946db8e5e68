import { redis, redisCheck, redisScript, RedisUnavailable } from '@vivace/redis'
import { healthRouter } from '@vivace/telemetry'
import { App, body, path, singleton } from 'vivace'
import * as z from 'zod'

// #region app
export const store = redis() // REDIS_URL

export const app = new App({ title: 'Shop', version: '1.0.0', errors: [RedisUnavailable] })

app.get(
  '/visits/{page}',
  { inputs: { store, page: path(z.string()) }, returns: z.int() },
  ({ store, page }) => store.run((commands) => commands.incr(`visits:${page}`)),
)
// #endregion

// #region script
const takeOne = redisScript(
  `local left = tonumber(redis.call('GET', KEYS[1]) or ARGV[1])
   if left == 0 then return -1 end
   redis.call('SET', KEYS[1], left - 1)
   return left - 1`,
  Number,
)

app.post(
  '/tickets/{event}',
  { inputs: { store, event: path(z.string()) }, returns: z.int() },
  ({ store, event }) => takeOne.run(store, { keys: [`tickets:${event}`], args: [2] }),
)
// #endregion

// #region messages
/** The price list, of which every process has a copy. */
export const prices = singleton({ store }, async function* ({ store }) {
  const copy = new Map<string, string>()
  const readAll = async () => {
    const all = await store.run((commands) => commands.hgetall('prices'))
    for (const [name, price] of Object.entries(all)) copy.set(name, price)
  }
  const tryToRead = () => void readAll().catch(() => undefined) // `joined` comes again
  const subscription = await store.subscribe('prices', { message: tryToRead, joined: tryToRead })
  yield copy
  subscription.close()
})

app.put(
  '/prices/{name}',
  { inputs: { store, name: path(z.string()), price: body(z.string()) } },
  async ({ store, name, price }) => {
    await store.run((commands) => commands.hset('prices', name, price))
    await store.run((commands) => commands.publish('prices', name))
  },
)
// #endregion

app.get('/prices', { inputs: { prices } }, ({ prices }) => Object.fromEntries(prices))

// #region check
app.include(healthRouter({ checks: { redis: redisCheck(store) } }))
// #endregion
