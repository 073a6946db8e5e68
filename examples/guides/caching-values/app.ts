import { answers, cache, cachedAnswers, namespace } from '@vivace/cache'
import { App, body, path, singleton } from 'vivace'
import * as z from 'zod'

const Profile = z.object({ name: z.string() })
const Config = z.object({ currency: z.string() })

export const database = singleton({}, () => ({ reads: 0, profiles: new Map([['7', { name: 'Ada' }]]) }))

// #region declare
export const caches = cache({
  namespaces: {
    profiles: namespace({ name: 'user_profile', key: z.string(), value: Profile, ttl: '300s', entries: 500 }),
    rateLimits: namespace({
      name: 'rate_limits',
      key: z.string(),
      value: z.int(),
      ttl: '60s',
      entries: 10_000,
    }),
    config: namespace({
      name: 'config',
      key: z.string(),
      value: Config,
      ttl: '600s',
      entries: 100,
      grace: '1h', // when loading fails
      tags: () => ['config'],
    }),
    answers: answers({ ttl: '5m', entries: 1_000 }),
  },
})
// #endregion

// #region answers
export const app = new App({
  title: 'Shop',
  version: '1.0.0',
  middleware: [cachedAnswers({ caches, routes: { '/prices': { ttl: '30s', tags: ['prices'] } } })],
})
// #endregion

// #region read
app.get(
  '/profiles/{id}',
  { inputs: { caches, database, id: path(z.string()) }, returns: Profile },
  ({ caches, database, id }) =>
    caches.profiles.getOrLoad(id, () => {
      database.reads += 1
      return database.profiles.get(id) ?? { name: 'nobody' }
    }),
)
// #endregion

// #region write
app.put(
  '/profiles/{id}',
  { inputs: { caches, database, id: path(z.string()), profile: body(Profile) }, returns: Profile },
  ({ caches, database, id, profile }) =>
    caches.profiles.write(id, () => {
      database.profiles.set(id, profile)
      return profile
    }),
)
// #endregion

app.get('/prices', { inputs: { database } }, ({ database }) => ({ cup: 4, read: (database.reads += 1) }))

// #region delete
app.post('/config/changed', { inputs: { caches } }, async ({ caches }) => {
  await caches.config.deleteTags('config')
  await caches.answers.deleteTags('prices')
})
// #endregion
