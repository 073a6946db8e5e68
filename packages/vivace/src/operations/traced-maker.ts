import {
  firstValue,
  type Yielded,
  type YieldedEnd,
  type DependencyDefinition,
} from '../dependencies/index.ts'
import { inSpan, type Span, type SpanOfWork, type Tracer } from '../exchange/index.ts'
import { isPromise } from './is-promise.ts'
import { makerOf } from './make-values.ts'
import type { PlanNode } from './plan.ts'

/**
 * Makes the values of a dependency in spans: `dependency transaction`, and below it `clean up transaction`. `slot` is
 * that of the tracer. Plans of apps without one are made by `makerOf`, and know nothing of this.
 */
export function tracedMaker(definition: DependencyDefinition, slot: number): PlanNode['make'] {
  const make = wholeMaker(definition)
  return (run, node) => {
    // The slot is that of the tracer.
    const tracer = run.values[slot] as Tracer | undefined
    if (tracer === undefined) return make(run, node)
    return inSpan(tracer, spanOf(definition, node.name), (span) =>
      definition.isGenerator && span !== undefined
        ? begun(definition, { run, node, cleaning: { tracer, span, name: node.name } })
        : make(run, node),
    )
  }
}

function wholeMaker(definition: DependencyDefinition): PlanNode['make'] {
  const { make, take } = makerOf(definition)
  if (take === undefined) return make
  return (run, node) => {
    const made = make(run, node)
    return isPromise(made) ? made.then((brought) => take(brought, node)) : made
  }
}

type Begun = {
  readonly run: Parameters<PlanNode['make']>[0]
  readonly node: PlanNode
  readonly cleaning: Cleaning
}

function begun({ make, cleansAfterResponse }: DependencyDefinition, { run, node, cleaning }: Begun): unknown {
  const { name, inputs } = node
  // A generator function's call answers its generator.
  const generator = make(run.valuesOf(inputs)) as Yielded
  return firstValue(generator, name, () => {
    ;(run.made ??= []).push({
      generator: new TracedCleanUp(generator, cleaning),
      name,
      cleansAfterResponse,
    })
  })
}

function spanOf({ name }: DependencyDefinition, inputName: string): SpanOfWork {
  const attributes = name === '' ? {} : { 'code.function.name': name }
  return { name: `dependency ${inputName}`, attributes }
}

/** What a clean-up is traced with. */
interface Cleaning {
  readonly tracer: Tracer
  /** That of the making: below it, a clean-up after the answer belongs to its request as well. */
  readonly span: Span
  readonly name: string
}

/** The rest of a generator: what it does is clean up, in a span. */
class TracedCleanUp implements YieldedEnd {
  readonly #generator: YieldedEnd
  readonly #cleaning: Cleaning

  constructor(generator: YieldedEnd, cleaning: Cleaning) {
    this.#generator = generator
    this.#cleaning = cleaning
  }

  next(): ReturnType<YieldedEnd['next']> {
    return this.#traced(() => this.#generator.next())
  }

  throw(error: unknown): ReturnType<YieldedEnd['throw']> {
    const { tracer, span, name } = this.#cleaning
    return span.run(() => {
      const cleaning = tracer.begin(`clean up ${name}`)
      // The handler's own error, thrown on, is no failure of the clean-up.
      const failed = (thrown: unknown): never => {
        if (thrown !== error) cleaning.fail(thrown)
        cleaning.end()
        throw thrown
      }
      try {
        const step = cleaning.run(() => this.#generator.throw(error))
        if (step instanceof Promise)
          return step.then((result) => {
            cleaning.end()
            return result
          }, failed)
        cleaning.end()
        return step
      } catch (thrown) {
        return failed(thrown)
      }
    })
  }

  #traced(work: () => ReturnType<YieldedEnd['next']>): ReturnType<YieldedEnd['next']> {
    const { tracer, span, name } = this.#cleaning
    return span.run(() => inSpan(tracer, { name: `clean up ${name}` }, work))
  }
}
