import type { Answer, Answering, Exchange } from '../exchange/index.ts'
import { abandon, cleanUp } from './clean-up.ts'
import { applyDraft } from './encode-answer.ts'
import { endOrHold } from './hold-stream.ts'
import { type Plan, Run } from './plan.ts'

/**
 * Runs a plan for one request. It goes asynchronous at the first step that waits, and not before; it throws
 * or rejects with what went wrong, after everything that was made has been cleaned up.
 */
export function runPlan(plan: Plan, exchange: Exchange): Answering {
  const run = new Run(plan, exchange)
  const { steps } = plan
  try {
    for (let at = 0; at < steps.length; at++) {
      const waiting = steps[at]?.(run)
      if (waiting !== undefined) return resume(run, waiting, at + 1)
    }
  } catch (error) {
    return abandon(run, error)
  }
  return answerOf(run)
}

async function resume(run: Run, waiting: Promise<unknown>, next: number): Promise<Answer> {
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
    return abandon(run, error)
  }
  return answerOf(run)
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
