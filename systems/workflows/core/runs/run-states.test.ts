import { expect, it } from 'vitest'
import { RunStatus } from '../../models/run.ts'
import { isFinished, nextStatus, runStates } from './run-states.ts'

it('finishes with completed, partial, failed and cancelled', () => {
  expect(RunStatus.options.filter(isFinished)).toEqual(['completed', 'partial', 'failed', 'cancelled'])
})

it('lets everything that is not finished be cancelled, and nothing else', () => {
  for (const status of RunStatus.options)
    expect(nextStatus(status, 'cancel')).toBe(isFinished(status) ? undefined : 'cancelled')
})

it('leads from queued to every status', () => {
  const reached = new Set<RunStatus>(['queued'])
  for (const status of reached) for (const next of Object.values(runStates[status])) reached.add(next)
  expect(reached.size).toBe(RunStatus.options.length)
})
