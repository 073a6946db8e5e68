import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { openNotes } from './fixtures/notes.ts'
import { type Pace, SimulatedServer } from './fixtures/simulated-tiers.ts'

/** What one process does at some moment. */
type Step =
  'read' | 'change and delete' | 'change and delete tag' | 'change and clear' | 'write' | 'write and fail'

const steps = fc.array(
  fc.record({
    process: fc.nat({ max: 1 }),
    step: fc.constantFrom<Step>(
      'read',
      'read',
      'read',
      'change and delete',
      'change and delete tag',
      'change and clear',
      'write',
      'write and fail',
    ),
  }),
  { minLength: 2, maxLength: 7 },
)

/**
 * Two processes that share a tier, or one with memory alone; one key, one database. Every step, every way to the shared tier and back, every message and every
 * access to the database happens in an order that fast-check chooses.
 */
async function run(
  scheduler: fc.Scheduler,
  { plan, isShared }: { plan: readonly { process: number; step: Step }[]; isShared: boolean },
): Promise<void> {
  const pace: Pace = (what, then) => scheduler.schedule(Promise.resolve(), what).then(then)
  const server = new SimulatedServer()
  const tiers = isShared ? [server.process(pace), server.process(pace)] : [undefined]
  const processes = tiers.map(
    (shared) => openNotes({ tags: () => ['all'] }, shared === undefined ? {} : { shared }).notes,
  )
  const database = { version: 0 }
  const load = async (): Promise<{ text: string }> => {
    const read = await pace('database is read', () => String(database.version))
    return pace('database has answered', () => ({ text: read }))
  }
  const change = (): Promise<string> => pace('database is changed', () => String((database.version += 1)))
  const acts: Record<Step, (notes: (typeof processes)[number]) => Promise<unknown>> = {
    read: (notes) => notes.getOrLoad('a', load),
    'change and delete': async (notes) => {
      await change()
      await notes.delete('a')
    },
    'change and delete tag': async (notes) => {
      await change()
      await notes.deleteTags('all')
    },
    'change and clear': async (notes) => {
      await change()
      await notes.clear()
    },
    write: (notes) => notes.write('a', async () => ({ text: await change() })),
    'write and fail': (notes) =>
      notes
        .write('a', async () => {
          await change()
          throw new Error('the answer was lost')
        })
        .catch(() => undefined),
  }
  const running = plan.map(({ process, step }) =>
    pace(step, () => processes[process % processes.length]).then((notes) => notes && acts[step](notes)),
  )
  await scheduler.waitFor(Promise.all(running))
  // Messages that are still on their way.
  await scheduler.waitAll()
  // Nothing is under way any more: whatever is answered now was kept, and must be what the database has.
  for (const notes of processes) {
    const read = notes.getOrLoad('a', load)
    expect(await scheduler.waitFor(read)).toEqual({ text: String(database.version) })
  }
}

describe('a value that is out of date (T54)', () => {
  it('is never kept, whatever the order in which two processes read, change, write and hear of it', async () => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), steps, fc.boolean(), async (scheduler, plan, isShared) => {
        await run(scheduler, { plan, isShared })
      }),
      { numRuns: process.env['VIVACE_CACHE'] === 'long' ? 100_000 : 3_000 },
    )
  })
})
