import {
  type DependencyDefinition,
  firstValue,
  isAsyncGenerator,
  valueOf,
  type Yielded,
} from '../dependencies/index.ts'
import { type Failure, ValidationError } from '../errors/index.ts'
import { type BoundSource, INVALID } from '../inputs/index.ts'
import { isPromise } from './is-promise.ts'
import { makeStep, settleAll, settleInto } from './make-step.ts'
import type { PlanNode, Run, Step } from './plan.ts'

/** A source and the slot that its value goes to. */
export interface SlotReader {
  readonly slot: number
  readonly source: BoundSource
}

/** Reads sources into their slots; what is wrong goes to the run's failures. */
export function readStep(readers: readonly SlotReader[]): Step {
  return (run) => {
    let waiting: Promise<void>[] | undefined
    try {
      for (const { slot, source } of readers) {
        const value = source.read(run)
        if (isPromise(value)) (waiting ??= []).push(settleInto(run, slot, value))
        else run.values[slot] = value
      }
    } catch (error) {
      if (waiting === undefined) throw error
      waiting.push(Promise.reject(error))
    }
    return waiting === undefined ? undefined : settleAll(waiting)
  }
}

/** Answers 422 if anything failed, with everything that failed. */
export const refuseFailures: Step = (run) => {
  if (run.failures.length > 0) throw new ValidationError(inPlaceOrder(withoutRepetitions(run.failures)))
}

const placeOrder = ['path', 'query', 'header', 'cookie', 'body', 'form']

function inPlaceOrder(failures: readonly Failure[]): Failure[] {
  return [...failures].sort((one, other) => placeOrder.indexOf(one.in) - placeOrder.indexOf(other.in))
}

// A handler and its dependencies may read one parameter, each with an input of its own; an unknown field may be
// refused by us and by its schema.
function withoutRepetitions(failures: readonly Failure[]): Failure[] {
  const byContent = failures.map((failure) => {
    const { in: place, path, code, message } = failure
    const told = code === 'additionalProperties' ? [place, path, code] : [place, path, code, message]
    return [JSON.stringify(told), failure] as const
  })
  return [...new Map(byContent).values()]
}

/** How the value of a node is made. */
export type Maker = Pick<PlanNode, 'make' | 'take'>

/** Makes the values of a dependency; what is to be cleaned up is noted as soon as it is there. */
export function makerOf(definition: DependencyDefinition): Maker {
  const { make, isGenerator, cleansAfterResponse } = definition
  if (!isGenerator) return { make: (run, { inputs }) => make(run.valuesOf(inputs)) }
  if (isAsyncGenerator(definition)) return asyncMaker(definition)
  return {
    make: (run, { inputs, name }) => {
      // A generator function's call answers its generator.
      const generator = make(run.valuesOf(inputs)) as Yielded
      return firstValue(generator, name, () => {
        ;(run.made ??= []).push({ generator, name, cleansAfterResponse })
      })
    },
  }
}

// The promise of the generator's step is what the run waits for: one of the value would be a promise more for each
// request. The generator is noted before its step: one that has thrown is over, and gives back what is thrown in.
function asyncMaker({ make, cleansAfterResponse }: DependencyDefinition): Maker {
  return {
    make: (run, { inputs, name }) => {
      // An asynchronous generator function's call answers its generator.
      const generator = make(run.valuesOf(inputs)) as AsyncGenerator
      ;(run.made ??= []).push({ generator, name, cleansAfterResponse })
      return generator.next()
    },
    // What the generator's promise brings.
    take: (step, { name }) => valueOf(step as IteratorResult<unknown, unknown>, name),
  }
}

/**
 * Lets the request in or throws. A guard whose own inputs are not valid cannot be asked: the next ones are,
 * and if none of them throws, its failures are the answer. What it needs besides is asked all the same, since
 * a 401 wins over a 422. `canFail` says whether anything that was read so far may be invalid.
 */
export function guardStep(
  readers: readonly SlotReader[],
  nodes: readonly PlanNode[],
  canFail: boolean,
): Step {
  if (!canFail && readers.length === 0) return makeStep(nodes)
  const read = readStep(readers)
  const make = makeStep(nodes.map((node) => ({ ...node, make: (run) => makeIfValid(run, node) })))
  return (run) => {
    const waiting = read(run)
    return waiting === undefined ? make(run) : waiting.then(() => make(run))
  }
}

function makeIfValid(run: Run, node: PlanNode): unknown {
  return node.inputs.slots.some((slot) => run.values[slot] === INVALID) ? INVALID : node.make(run, node)
}
