import { type Answer, type Answering, ended, type Ending, type Exchange } from '../exchange/index.ts'
import { abandon, cleanUp } from './clean-up.ts'
import { applyDraft } from './encode-answer.ts'
import { endOrHold } from './hold-stream.ts'
import { type Plan, Run } from './plan.ts'

/**
 * Runs a plan for one request. It goes asynchronous at the first step that waits, and not before; it throws
 * or rejects with what went wrong, after everything that was made has been cleaned up. With an `ending`, what it
 * promises is what that makes of the answer or of the error.
 */
export function runPlan(plan: Plan, exchange: Exchange, ending: Ending = asItIs): Answering {
  const run = new Run(plan, exchange)
  const { steps } = plan
  try {
    for (let at = 0; at < steps.length; at++) {
      const waiting = steps[at]?.(run)
      if (waiting !== undefined) return resume(run, { waiting, next: at + 1, ending })
    }
  } catch (error) {
    return ended(abandon(run, error), exchange, ending)
  }
  return answerOf(run)
}

const asItIs: Ending = {
  // What a plan answers is an answer.
  settle: (answer) => answer as Answer,
  refuse: (error) => {
    throw error
  },
}

/** Where a run stands when it begins to wait. */
interface Waiting {
  readonly waiting: Promise<unknown>
  readonly next: number
  readonly ending: Ending
}

async function resume(run: Run, { waiting, next, ending }: Waiting): Promise<Answer> {
  const { steps } = run.plan
  let at = next
  let pending: void | Promise<unknown> = waiting
  try {
    for (;;) {
      while (pending !== undefined) pending = settle(run, await pending)
      if (at >= steps.length || run.isReplayed) break
      pending = steps[at]?.(run)
      at += 1
    }
    if (run.isReplayed) await cleanUp(run)
  } catch (error) {
    return abandonLater(run, error, ending)
  }
  let answer: Answer
  try {
    answer = answerOf(run)
  } catch (error) {
    return ending.refuse(error, run.exchange)
  }
  return ending.settle(answer, run.exchange)
}

async function abandonLater(run: Run, error: unknown, ending: Ending): Promise<Answer> {
  try {
    return await abandon(run, error)
  } catch (last) {
    return ending.refuse(last, run.exchange)
  }
}

function settle(run: Run, value: unknown): void | Promise<unknown> {
  const { settle } = run
  run.settle = undefined
  return settle?.(run, value)
}

function answerOf(run: Run): Answer {
  if (run.draft !== undefined) applyDraft(run, run.draft)
  if (run.hasBackground || run.exchange.mayExpire) endOrHold(run)
  // The step that encodes is in every plan, and nothing comes after it but clean-up.
  return run.answer as Answer
}
