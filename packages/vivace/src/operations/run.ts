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

async function resume(run: Run, waiting: Promise<void>, next: number): Promise<Answer> {
  const { steps } = run.plan
  try {
    await waiting
    for (let at = next; at < steps.length && !run.isReplayed; at++) {
      const further = steps[at]?.(run)
      if (further !== undefined) await further
    }
    if (run.isReplayed) await cleanUp(run)
  } catch (error) {
    return abandon(run, error)
  }
  return answerOf(run)
}

function answerOf(run: Run): Answer {
  if (run.draft !== undefined) applyDraft(run, run.draft)
  if (run.hasBackground) endOrHold(run)
  // The step that encodes is in every plan, and nothing comes after it but clean-up.
  return run.answer as Answer
}
