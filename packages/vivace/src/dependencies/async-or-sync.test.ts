import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { MemoryExchange } from '../../tests/fixtures/memory-exchange.ts'
import { testApp } from '../../tests/fixtures/test-app.ts'
import { Answer } from '../exchange/index.ts'
import { dependency, type Dependency } from './dependency.ts'

/** How one dependency of a graph is made. */
type Kind = 'plain' | 'async' | 'generator' | 'async generator'

interface Shape {
  readonly kind: Kind
  /** Of which earlier ones it is made. */
  readonly needs: readonly number[]
  readonly cached: boolean
}

const kinds: readonly Kind[] = ['plain', 'async', 'generator', 'async generator']

/** Any graph without a cycle: each needs some of those before it. */
const graphs: fc.Arbitrary<readonly Shape[]> = fc.integer({ min: 1, max: 8 }).chain((size) =>
  fc.tuple(
    ...Array.from({ length: size }, (_, index) =>
      fc.record({
        kind: fc.constantFrom(...kinds),
        needs: index === 0 ? fc.constant([]) : fc.uniqueArray(fc.nat(index - 1), { maxLength: 3 }),
        cached: fc.boolean(),
      }),
    ),
  ),
)

/** The dependencies of a graph; each one's value is its number and the values that it was made of. */
function build(graph: readonly Shape[], events: string[]): Dependency<unknown, 'request'>[] {
  const built: Dependency<unknown, 'request'>[] = []
  for (const [index, shape] of graph.entries()) {
    const needs = shape.needs.flatMap((need) => built[need] ?? [])
    const inputs = Object.fromEntries(needs.map((need, at) => [`need${at}`, need]))
    built.push(dependency(inputs, makerOf(shape.kind, index, events), { cached: shape.cached }))
  }
  return built
}

function makerOf(kind: Kind, index: number, events: string[]): (values: object) => unknown {
  const value = (values: object): unknown => [index, ...Object.values(values)]
  const cleaned = (): void => void events.push(`clean-up of ${index}`)
  if (kind === 'plain') return value
  if (kind === 'async') {
    return async (values) => {
      await Promise.resolve()
      return value(values)
    }
  }
  if (kind === 'generator') {
    return function* (values: object) {
      yield value(values)
      cleaned()
    }
  }
  return async function* (values: object) {
    await Promise.resolve()
    yield value(values)
    await Promise.resolve()
    cleaned()
  }
}

async function run(
  graph: readonly Shape[],
  order: readonly number[],
): Promise<{ answer: unknown; events: string[] }> {
  const events: string[] = []
  const built = build(graph, events)
  const { app } = testApp()
  const inputs = Object.fromEntries(
    order.flatMap((index) => (built[index] ? [[`v${index}`, built[index]]] : [])),
  )
  app.get('/', { inputs }, (values) => graph.map((_, index) => values[`v${index}`]))
  await app.start()
  const { status, body } = await app.handle(new MemoryExchange())
  expect(status).toBe(200)
  return { answer: body, events }
}

const ordered = graphs.chain((graph) =>
  fc.record({
    graph: fc.constant(graph),
    order: fc.shuffledSubarray([...graph.keys()], { minLength: graph.length }),
  }),
)

describe('any graph of dependencies', () => {
  it('gives the same values whatever of it is asynchronous, and in whatever order it is named', async () => {
    await fc.assert(
      fc.asyncProperty(ordered, async ({ graph, order }) => {
        const plain = graph.map((shape) => ({ ...shape, kind: 'plain' as const }))
        const asynchronous = graph.map((shape) => ({ ...shape, kind: 'async' as const }))
        const { answer } = await run(plain, [...graph.keys()])
        expect((await run(graph, order)).answer).toBe(answer)
        expect((await run(asynchronous, order)).answer).toBe(answer)
      }),
    )
  })

  it('cleans up each one before all those that it was made of', async () => {
    await fc.assert(
      fc.asyncProperty(ordered, async ({ graph, order }) => {
        const generators = graph.map((shape) => ({
          ...shape,
          cached: true,
          kind: shape.kind.startsWith('async') ? ('async generator' as const) : ('generator' as const),
        }))
        const { events } = await run(generators, order)
        expect(events).toHaveLength(graph.length)
        for (const [index, { needs }] of graph.entries()) {
          for (const need of needs) {
            expect(events.indexOf(`clean-up of ${index}`)).toBeLessThan(events.indexOf(`clean-up of ${need}`))
          }
        }
      }),
    )
  })

  it('without anything asynchronous is answered at once', async () => {
    await fc.assert(
      fc.asyncProperty(ordered, async ({ graph, order }) => {
        const built = build(
          graph.map((shape) => ({
            ...shape,
            kind: shape.kind.endsWith('generator') ? 'generator' : 'plain',
          })),
          [],
        )
        const { app } = testApp()
        app.get(
          '/',
          { inputs: Object.fromEntries(order.flatMap((at) => (built[at] ? [[`v${at}`, built[at]]] : []))) },
          () => 1,
        )
        await app.start()
        expect(app.handle(new MemoryExchange())).toBeInstanceOf(Answer)
      }),
    )
  })
})
