import { isPromise } from './is-promise.ts'
import type { PlanNode, Run, Settle, Step } from './plan.ts'

/** A node whose value has to be waited for. */
interface Pending {
  readonly at: number
  readonly value: Promise<unknown>
}

/**
 * Makes the values of nodes that are in making order. A node waits for those it needs and for no other, so
 * independent asynchronous ones run concurrently; a synchronous one never waits for a promise.
 */
export function makeStep(nodes: readonly PlanNode[]): Step {
  // Of each node, whether all that come after it need it: then there is nothing to make while it is waited for. That
  // is so on most routes, a session and then the user that is read through it.
  const holdsUp = whatHoldsUp(nodes)
  const settles = nodes.map((node, at): Settle => (run, brought) => {
    run.values[node.slot] = taken(node, brought)
    return makeFrom(run, at + 1)
  })

  function makeFrom(run: Run, from: number): void | Promise<unknown> {
    for (let at = from; at < nodes.length; at++) {
      // `at` is within the list.
      const node = nodes[at] as PlanNode
      const value = node.make(run, node)
      if (isPromise(value)) {
        if (holdsUp[at] !== true) return makeTogether(nodes, run, { at, value })
        run.settle = settles[at]
        return value
      }
      run.values[node.slot] = value
    }
  }

  return (run) => makeFrom(run, 0)
}

function taken(node: PlanNode, brought: unknown): unknown {
  return node.take === undefined ? brought : node.take(brought, node)
}

function whatHoldsUp(nodes: readonly PlanNode[]): boolean[] {
  return nodes.map((node, at) => {
    const held = new Set([node.slot])
    return nodes.slice(at + 1).every(({ slot, inputs }) => {
      const isHeld = inputs.slots.some((needed) => held.has(needed))
      if (isHeld) held.add(slot)
      return isHeld
    })
  })
}

function makeTogether(nodes: readonly PlanNode[], run: Run, first: Pending): Promise<void> {
  const waiting = new Map<number, Promise<void>>()
  const settle = (node: PlanNode, value: Promise<unknown>): void => {
    const settled = node.take === undefined ? value : value.then((brought) => taken(node, brought))
    waiting.set(node.slot, settleInto(run, node.slot, settled))
  }
  for (const [at, node] of nodes.entries()) {
    if (at < first.at) continue
    const needed = node.inputs.slots.flatMap((slot) => waiting.get(slot) ?? [])
    try {
      const value = at === first.at ? first.value : makeAfter(needed, run, node)
      if (isPromise(value)) settle(node, value)
      else run.values[node.slot] = value
    } catch (error) {
      waiting.set(node.slot, Promise.reject(error))
      break
    }
  }
  return settleAll([...waiting.values()])
}

function makeAfter(needed: readonly Promise<void>[], run: Run, node: PlanNode): unknown {
  return needed.length === 0 ? node.make(run, node) : Promise.all(needed).then(() => node.make(run, node))
}

/**
 * Puts a value into its slot when it is there. Whatever has a `then` is waited for, as `await` does; not all
 * of them answer a promise from it.
 */
export function settleInto(run: Run, slot: number, value: Promise<unknown>): Promise<void> {
  return Promise.resolve(value).then((settled) => void (run.values[slot] = settled))
}

/**
 * Waits for all of them even if one fails: what they made must be there to be cleaned up, and a second one
 * that fails must not end the process as a rejection that nobody has seen.
 */
export async function settleAll(waiting: readonly Promise<void>[]): Promise<void> {
  const settled = await Promise.allSettled(waiting)
  const failed = settled.find((one) => one.status === 'rejected')
  if (failed !== undefined) throw failed.reason
}
