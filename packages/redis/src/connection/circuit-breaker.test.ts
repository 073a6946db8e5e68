import { describe, expect, it, vi } from 'vitest'
import { CircuitBreaker } from './circuit-breaker.ts'

function breakerThat(works: { now: boolean }) {
  const changes: boolean[] = []
  const trial = vi.fn(async () => {
    if (!works.now) throw new Error('no')
  })
  const breaker = new CircuitBreaker({
    failures: 3,
    pause: 5,
    trial,
    changed: (isClosed) => void changes.push(isClosed),
  })
  return { breaker, trial, changes }
}

describe('CircuitBreaker', () => {
  it('is open until a trial succeeds', async () => {
    const works = { now: false }
    const { breaker, changes } = breakerThat(works)
    await breaker.try()
    expect(breaker.isClosed).toBe(false)
    works.now = true
    await breaker.try()
    expect(breaker.isClosed).toBe(true)
    expect(changes).toEqual([true])
  })

  it('opens after so many failures in a row, and closes by itself when things work again', async () => {
    const works = { now: true }
    const { breaker, changes } = breakerThat(works)
    await breaker.try()
    for (const outcome of ['failed', 'failed', 'succeeded', 'failed', 'failed'] as const) breaker[outcome]()
    expect(breaker.isClosed).toBe(true)
    works.now = false
    breaker.failed()
    expect(breaker.isClosed).toBe(false)
    works.now = true
    await expect.poll(() => breaker.isClosed).toBe(true)
    expect(changes).toEqual([true, false, true])
    breaker.stop()
  })

  it('makes no trial and tells nothing any more once it is stopped', async () => {
    let finish = (): void => undefined
    const changes: boolean[] = []
    const breaker = new CircuitBreaker({
      failures: 1,
      pause: 1,
      trial: () => new Promise((resolve) => (finish = resolve)),
      changed: (isClosed) => void changes.push(isClosed),
    })
    const trying = breaker.try()
    breaker.stop()
    finish()
    await trying
    breaker.open()
    breaker.failed()
    await new Promise((resolve) => setTimeout(resolve, 10))
    expect(breaker.isClosed).toBe(false)
    expect(changes).toEqual([])
  })

  it('makes one trial for all who ask for one at once', async () => {
    const { breaker, trial } = breakerThat({ now: true })
    await Promise.all([breaker.try(), breaker.try()])
    expect(trial).toHaveBeenCalledTimes(1)
  })
})
