// One of several processes of an app that shares a cache. Its database is another server: DATABASE_URL.
import { App, body, path, query } from 'vivace'
import { serve } from 'vivace/node'
import * as z from 'zod'
import { answers, cache, cachedAnswers, namespace } from '@vivace/cache'
import { rateLimitGuard } from '@vivace/limits'

const database = process.env['DATABASE_URL'] ?? ''
const Note = z.object({ text: z.string(), writtenAt: z.number() })

const caches = cache({
  namespaces: {
    notes: namespace({ name: 'notes', key: z.string(), value: Note, ttl: '5m', entries: 10_000 }),
    reports: namespace({
      name: 'reports',
      key: z.string(),
      value: z.string(),
      ttl: '5m',
      entries: 100,
      singleFlight: 'everywhere',
    }),
    answers: answers({ ttl: '5m', entries: 1_000 }),
  },
})

const app = new App({
  title: 'Notes',
  version: '1.0.0',
  middleware: [cachedAnswers({ caches, routes: { '/page/{id}': { ttl: '1s' } } })],
})

// Milliseconds that two processes on one machine agree on.
const now = (): number => performance.timeOrigin + performance.now()

async function ask(address: string, init?: RequestInit): Promise<unknown> {
  return (await fetch(`${database}${address}`, init)).json()
}

app.get('/notes/{id}', { inputs: { caches, id: path(z.string()) } }, ({ caches, id }) =>
  caches.notes.getOrLoad(id, async () => Note.parse(await ask(`/notes/${id}`))),
)

app.put(
  '/notes/{id}',
  { inputs: { caches, id: path(z.string()), text: body(z.string()) } },
  ({ caches, id, text }) =>
    caches.notes.write(id, async () =>
      Note.parse(
        await ask(`/notes/${id}`, { method: 'PUT', body: JSON.stringify({ text, writtenAt: now() }) }),
      ),
    ),
)

app.get('/reports/{id}', { inputs: { caches, id: path(z.string()) } }, ({ caches, id }) =>
  caches.reports.getOrLoad(id, async () => JSON.stringify(await ask(`/reports/${id}`))),
)

app.get('/page/{id}', { inputs: { id: path(z.string()) } }, ({ id }) => ({ page: id }))

const limit = rateLimitGuard({ name: 'limited', limit: 1_000_000, per: '1m' })
app.get('/limited/{id}', { dependencies: [limit], inputs: { id: path(z.string()) } }, ({ id }) => id)

app.get('/stats', { inputs: { caches } }, ({ caches }) => caches.notes.stats())

// Writes a note so many times, and says when.
app.post('/write-often', { inputs: { caches, times: query(z.int()) } }, async ({ caches, times }) => {
  for (let time = 1; time <= times; time += 1) {
    await caches.notes.set('often', { text: String(time), writtenAt: now() })
    await new Promise((resolve) => setTimeout(resolve, 1))
  }
  return times
})

// Looks at a note until it has been written so many times: how long after each write that it has seen, sorted.
app.post('/watch', { inputs: { caches, times: query(z.int()) } }, async ({ caches, times }) => {
  const delays: number[] = []
  for (let seen = 0; seen < times;) {
    const note = await caches.notes.get('often')
    const version = Number(note?.text ?? 0)
    if (note !== undefined && version > seen) {
      delays.push(now() - note.writtenAt)
      seen = version
    }
    await new Promise((resolve) => setImmediate(resolve))
  }
  return delays.sort((left, right) => left - right)
})

await serve(app, { port: 0 })
