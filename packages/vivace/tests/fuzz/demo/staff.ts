import * as z from 'zod'
import { body, path, query, Router } from '../../../src/index.ts'
import { auditor, consent, cookieKey, headerKey, queryKey, root, staff } from './guards.ts'

const Settings = z.object({
  isOpen: z.boolean(),
  motto: z.string().max(30).default(''),
  level: z.int().min(0).max(3),
})

const userId = path(z.int().min(1).max(9_999))

const reports = new Router({ prefix: '/reports', dependencies: [auditor] })

reports.get(
  '/{year}',
  { inputs: { year: path(z.int().min(2_000).max(2_100)) }, returns: z.object({ year: z.int() }) },
  ({ year }) => ({ year }),
)

reports.get(
  '/{year}/{rest*}',
  {
    inputs: { year: path(z.int().min(2_000).max(2_100)), rest: path(z.string().regex(/^[a-z/]+$/)), auditor },
    returns: z.object({ year: z.int(), rest: z.string(), by: z.string() }),
  },
  ({ year, rest, auditor }) => ({ year, rest, by: auditor.auditor }),
)

/** The staff's: every route is guarded, by its router, by routers within it, or by an input of its own. */
export const staffOnly = new Router({ prefix: '/staff', tags: ['Staff'], dependencies: [staff] })

staffOnly.get(
  '',
  { inputs: { page: query(z.int().min(1).default(1)) }, returns: z.object({ page: z.int() }) },
  ({ page }) => ({ page }),
)

staffOnly.get(
  '/users/{userId}',
  { inputs: { userId, me: staff }, returns: z.object({ id: z.int(), by: z.string() }) },
  ({ userId: id, me }) => ({ id, by: me.name }),
)

staffOnly.delete('/users/{userId}', { inputs: { userId }, returns: null }, () => undefined)

staffOnly.put(
  '/settings',
  { inputs: { settings: body(Settings) }, returns: Settings },
  ({ settings }) => settings,
)

staffOnly.post(
  '/erase/{userId}',
  {
    inputs: { userId, consent },
    returns: z.object({ id: z.int(), reason: z.string() }),
  },
  ({ userId: id, consent }) => ({ id, reason: consent.reason }),
)

staffOnly.include(reports)

/** Guarded one by one: each by another scheme. */
export const keys = new Router({ prefix: '/keys', tags: ['Keys'] })

const limit = query(z.int().min(1).max(9))
const answer = z.object({ limit: z.int() })

keys.get('/header', { dependencies: [headerKey], inputs: { limit }, returns: answer }, ({ limit }) => ({
  limit,
}))
keys.get('/query', { dependencies: [queryKey], inputs: { limit }, returns: answer }, ({ limit }) => ({
  limit,
}))
keys.get('/cookie', { dependencies: [cookieKey], inputs: { limit }, returns: answer }, ({ limit }) => ({
  limit,
}))
keys.get('/root', { dependencies: [root], inputs: { limit }, returns: answer }, ({ limit }) => ({ limit }))
