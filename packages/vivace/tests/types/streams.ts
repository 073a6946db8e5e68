import { events, event, lines, route, stream, type EventItems, type ServerSentEvent } from 'vivace'
import type * as z from 'zod'
import type { HandlerResult } from '../../src/responses/index.ts'
import type { Equal, Expect } from './expect.ts'

declare const Step: z.ZodObject<{ n: z.ZodInt; tags: z.ZodDefault<z.ZodArray<z.ZodString>> }>

interface StepAccepted {
  readonly n: number
  readonly tags?: readonly string[] | undefined
}

export const eventsOfStep = events(Step)

export type Cases = [
  Expect<
    Equal<
      EventItems<{ n: number }>,
      AsyncIterable<{ n: number } | ServerSentEvent<{ n: number }> | ServerSentEvent<undefined>>
    >
  >,
  Expect<
    Equal<
      EventItems<StepAccepted>,
      AsyncIterable<StepAccepted | ServerSentEvent<StepAccepted> | ServerSentEvent<undefined>>
    >
  >,
  Expect<
    Equal<Extract<HandlerResult<typeof eventsOfStep>, AsyncIterable<unknown>>, EventItems<StepAccepted>>
  >,
]

/** Generator functions as handlers, without an annotation. */
export const accepted = [
  route.get('/', { returns: events(Step) }, async function* () {
    yield { n: 1 }
    yield event({ n: 1, tags: ['a'] }, { id: 1 })
    yield event(undefined, { retry: 100 })
  }),
  route.get('/', { returns: lines(Step) }, async function* () {
    yield { n: 1 }
  }),
  route.get('/', { returns: stream() }, async function* () {
    yield 'a'
    yield new Uint8Array(1)
  }),
]

/** What is not an item is refused where it stands. */
export const refused = [
  // @ts-expect-error: n is a number
  route.get('/', { returns: events(Step) }, async function* () {
    yield { n: 'one' }
  }),
  // @ts-expect-error: the data of an event is an item
  route.get('/', { returns: events(Step) }, async function* () {
    yield event({ n: 'one' })
  }),
  // @ts-expect-error: lines have no events
  route.get('/', { returns: lines(Step) }, async function* () {
    yield event({ n: 1 })
  }),
  // @ts-expect-error: an item alone is no stream
  route.get('/', { returns: lines(Step) }, () => ({ n: 1 })),
  // @ts-expect-error: a stream is text and bytes
  route.get('/', { returns: stream() }, async function* () {
    yield 1
  }),
]
