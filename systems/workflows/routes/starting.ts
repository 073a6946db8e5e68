import { requestContext } from '@vivace/telemetry'
import { clock, dependency, log, prefer, reply, type Reply, request } from 'vivace'
import { config } from '../core/config.ts'
import { languageModel } from '../core/language-model.ts'
import { QueueFull } from '../core/runs/run-queue.ts'
import { caller } from '../middleware/caller.ts'
import { ModelUnknown, QueueIsFull, runProblems } from '../models/run-problems.ts'
import type { RunOf, WorkflowType } from '../models/run.ts'
import type { LiveRun } from '../workflows/engine/live-run.ts'
import { statusOfFailure } from '../workflows/engine/run-failure.ts'
import { engine } from '../workflows/engine/runs.ts'
import type { Workflow } from '../workflows/workflow.ts'

/** What is answered to who begins a run: the run as it has ended, or where it is told how it goes on. */
export type Started<Type extends WorkflowType> = Reply<200, RunOf<Type>> | Reply<202, RunOf<Type>>

/** Begins runs for a request, and waits for them unless the client prefers not to. */
export const starting = dependency(
  { engine, caller, config, languageModel, requestContext, log, preferences: prefer(), request, clock },
  (given) => ({
    async start<Type extends WorkflowType, Params extends object>(
      workflow: Workflow<Type, Params>,
      { topic, ...params }: Params & { readonly topic: string },
    ): Promise<Started<Type>> {
      checkModels(params, [given.languageModel.model, ...given.config.models], given.config.models.length > 0)
      const live = await given.engine
        .start({
          workflow,
          topic,
          // They were taken out of an object that has nothing but them and the topic.
          params: params as unknown as Params,
          owner: given.caller.name,
          correlationId: given.requestContext.correlationId,
          headers: given.requestContext.headers(),
          log: given.log,
        })
        .catch((error: unknown) => {
          if (!(error instanceof QueueFull)) throw error
          throw new QueueIsFull({ headers: { 'retry-after': String(given.engine.queue.expectedWait) } })
        })
      await waited(live, given)
      // Whoever reads the run next may ask another process.
      await live.written()
      const location = new URL(`./${live.run.workflow_id}`, given.request.url).pathname
      return answer(live, location)
    },
  }),
  { errors: [ModelUnknown, QueueIsFull, ...Object.values(runProblems)] },
)

interface Waiting {
  readonly preferences: {
    readonly respondAsync: boolean
    readonly wait: number | undefined
    applied(name: string): void
  }
  readonly clock: { timer(milliseconds: number, work: () => void): () => void }
}

/** Waits until the run has ended or waits for a person; with `respond-async` no longer than `wait` seconds, else 0. */
async function waited(live: LiveRun, { preferences, clock }: Waiting): Promise<void> {
  if (!preferences.respondAsync) return live.settled
  if (live.isFinished) return
  const seconds = preferences.wait ?? 0
  if (seconds > 0) {
    let cancel: () => void = () => {}
    const timeIsUp = new Promise<void>((resolve) => {
      cancel = clock.timer(Math.min(seconds, 3_600) * 1_000, resolve)
    })
    await Promise.race([live.settled, timeIsUp])
    cancel()
  }
  if (live.isFinished) return
  preferences.applied('respond-async')
  if (seconds > 0) preferences.applied('wait')
}

function answer<Type extends WorkflowType>(live: LiveRun, location: string): Started<Type> {
  // It is a run of the workflow that was started.
  const run = live.run as RunOf<Type>
  const { status, error } = live.run
  if (!live.isFinished) return reply(202, run, { headers: { location } })
  if (status !== 'failed' || error === null)
    return reply(200, run, { headers: { 'content-location': location } })
  const retryAfter = live.retryAfter === undefined ? 1 : Math.max(1, Math.ceil(live.retryAfter / 1_000))
  const failure = statusOfFailure(error)
  const headers: Readonly<Record<string, string>> =
    failure === 503 ? { 'retry-after': String(retryAfter) } : {}
  throw new runProblems[failure]({ detail: error.message, headers, extensions: { run: live.run } })
}

function checkModels(params: object, known: readonly string[], isRestricted: boolean): void {
  const asked = Object.entries(params).filter(([name]) => name === 'model' || name.endsWith('_model'))
  const unknown = asked.find(([, model]) => typeof model === 'string' && !known.includes(model))
  if (isRestricted && unknown !== undefined)
    throw new ModelUnknown({
      detail: `${unknown[0]} is none of the models.`,
      extensions: { models: [...known] },
    })
}
