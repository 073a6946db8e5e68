import { setTimeout as sleep } from 'node:timers/promises'
import {
  App,
  dependency,
  defineError,
  event,
  events,
  lastEventId,
  path,
  prefer,
  reply,
  signal,
  singleton,
} from 'vivace'
import * as z from 'zod'
import { Jobs, writeReport } from './jobs.ts'

const Job = z.object({
  id: z.uuid(),
  status: z.enum(['running', 'done', 'cancelled', 'failed']),
  steps: z.array(z.string()),
})
const Busy = defineError({
  status: 503,
  code: 'busy',
  title: 'Too much is running',
  headers: { 'retry-after': '5' },
})
const JobUnknown = defineError({ status: 404, code: 'job-unknown', title: 'There is no such job' })

// #region singleton
export const jobs = singleton({}, async function* () {
  const jobs = new Jobs(8)
  yield jobs
  await jobs.close()
})
// #endregion

export const app = new App({ title: 'Reports', version: '1.0.0' })

// #region start
app.post(
  '/reports',
  { inputs: { jobs, preferences: prefer() }, returns: { 200: Job, 202: Job }, errors: [Busy] },
  async ({ jobs, preferences }) => {
    const job = jobs.start(writeReport)
    if (job === undefined) throw new Busy()
    if (preferences.respondAsync) {
      preferences.applied('respond-async')
      return reply(202, job, { headers: { location: `/reports/${job.id}` } })
    }
    await jobs.finished(job.id)
    return reply(200, job)
  },
)
// #endregion

const job = dependency(
  { jobs, id: path(z.uuid()) },
  ({ jobs, id }) => {
    const found = jobs.read(id)
    if (found === undefined) throw new JobUnknown()
    return found
  },
  { errors: [JobUnknown] },
)

// #region read
app.get('/reports/{id}', { inputs: { job }, returns: Job }, ({ job }) => job)

app.delete('/reports/{id}', { inputs: { jobs, job }, returns: Job }, async ({ jobs, job }) => {
  return (await jobs.cancel(job.id)) ?? job
})
// #endregion

// #region events
const Step = z.object({ step: z.string() })

app.get(
  '/reports/{id}/events',
  { inputs: { job, lastEventId, signal }, returns: events(Step) },
  async function* ({ job, lastEventId, signal }) {
    for (let sent = Number(lastEventId ?? 0); ; sent++) {
      while (job.steps.length <= sent && job.status === 'running') await sleep(10, undefined, { signal })
      const step = job.steps[sent]
      if (step === undefined) return
      yield event({ step }, { id: String(sent + 1) })
    }
  },
)
// #endregion
