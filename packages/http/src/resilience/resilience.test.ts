import * as fc from 'fast-check'
import { fakeClock } from 'vivace/testing'
import { describe, expect, it } from 'vitest'
import { CircuitBreaker } from './circuit-breaker.ts'
import { RetryBudget } from './retry-budget.ts'
import { parseRetryAfter, retryPause } from './retry-pause.ts'
import { Throttle } from './throttle.ts'

describe('CircuitBreaker', () => {
  const rules = { window: 20, atLeast: 10, failing: 0.5, pause: 1_000 }

  it('opens after ten failures in a row, and after at most ten more than there were successes', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 100 }), (successes) => {
        const breaker = new CircuitBreaker(rules, fakeClock())
        for (let count = 0; count < successes; count += 1) breaker.admit()?.record('success')
        let failures = 0
        while (breaker.state === 'closed') {
          breaker.admit()?.record('failure')
          failures += 1
        }
        expect(failures).toBeLessThanOrEqual(10)
        expect(breaker.admit()).toBeUndefined()
      }),
    )
  })

  it('does not believe what was sent before it opened', async () => {
    const time = fakeClock()
    const breaker = new CircuitBreaker(rules, time)
    const before = breaker.admit()
    for (let count = 0; count < 10; count += 1) breaker.admit()?.record('failure')
    await time.advance(1_000)
    const trial = breaker.admit()
    before?.record('success')
    expect(breaker.state).toBe('half-open')
    trial?.record('success')
    trial?.record('failure')
    expect(breaker.state).toBe('closed')
  })

  it('lets the next one try at once when the attempt that was to decide says nothing', async () => {
    const time = fakeClock()
    const breaker = new CircuitBreaker(rules, time)
    for (let count = 0; count < 10; count += 1) breaker.admit()?.record('failure')
    await time.advance(1_000)
    breaker.admit()?.record('neither')
    expect(breaker.admit()).toBeDefined()
  })
})

describe('RetryBudget', () => {
  it('never gives more than a tenth of what was deposited, nor less than ten', () => {
    fc.assert(
      fc.property(fc.array(fc.boolean(), { maxLength: 500 }), (steps) => {
        const budget = new RetryBudget()
        let [deposits, given] = [0, 0]
        for (const isDeposit of steps) {
          if (isDeposit) budget.deposit()
          if (isDeposit) deposits += 1
          else if (budget.withdraw()) given += 1
        }
        expect(given).toBeLessThanOrEqual(Math.max(10, deposits / 10))
      }),
    )
  })

  it('lends the first, which are paid back, and gives one for each ten calls from then on', () => {
    const budget = new RetryBudget({ reserve: 1 })
    const tenCalls = (): void => {
      for (let call = 0; call < 10; call += 1) budget.deposit()
    }
    expect([budget.withdraw(), budget.withdraw()]).toEqual([true, false])
    tenCalls()
    expect(budget.withdraw()).toBe(false)
    tenCalls()
    expect([budget.withdraw(), budget.withdraw()]).toEqual([true, false])
  })
})

describe('retryPause()', () => {
  it('is never less than what was asked for, and bounded', () => {
    const pauses = fc.record({
      attempt: fc.integer({ min: 1, max: 5 }),
      backoff: fc.integer({ min: 1, max: 10_000 }),
      retryAfter: fc.option(fc.nat(100_000), { nil: undefined }),
    })
    fc.assert(
      fc.property(pauses, (options) => {
        const { attempt, backoff, retryAfter = 0 } = options
        const pause = retryPause(options)
        expect(pause).toBeGreaterThanOrEqual(retryAfter)
        expect(pause).toBeLessThanOrEqual(retryAfter + backoff * 2 ** (attempt - 1))
      }),
    )
  })
})

describe('parseRetryAfter()', () => {
  const now = Date.UTC(2026, 0, 1)

  it.each([
    [{ 'retry-after': '120' }, 120_000],
    [{ 'retry-after': 'Thu, 01 Jan 2026 00:00:09 GMT' }, 9_000],
    [{ 'retry-after': 'Wed, 31 Dec 2025 00:00:00 GMT' }, 0],
    [{ 'retry-after-ms': '50', 'retry-after': '1' }, 50],
  ])('reads %j as %i ms', (headers: Record<string, string>, milliseconds) => {
    expect(parseRetryAfter(new Headers(headers), now)).toBe(milliseconds)
  })

  it.each(['', 'soon', '-1', '1.5', '1e3', '2026-01-01', 'Thu, 99 Jan 2026 00:00:09 GMT', '9'.repeat(11)])(
    'does not read %j',
    (text) => {
      expect(parseRetryAfter(new Headers({ 'retry-after': text }), now)).toBeUndefined()
    },
  )

  it('is nothing where nothing is asked for', () => {
    expect(parseRetryAfter(new Headers(), now)).toBeUndefined()
  })
})

describe('Throttle', () => {
  it('lets at most so many begin in any stretch', () => {
    const cases = fc.record({
      limit: fc.integer({ min: 1, max: 5 }),
      per: fc.integer({ min: 1, max: 1_000 }),
      gaps: fc.array(fc.nat(300), { maxLength: 60 }),
    })
    fc.assert(
      fc.property(cases, ({ limit, per, gaps }) => {
        const throttle = new Throttle({ limit, per })
        const starts: number[] = []
        let now = 0
        for (const gap of gaps) {
          now += gap
          const wait = throttle.reserve(now, 2_000)
          if (wait <= 2_000) starts.push(now + wait)
        }
        const tooClose = starts.filter((start, at) => start - (starts[at - limit] ?? -Infinity) < per)
        expect(tooClose).toEqual([])
      }),
    )
  })
})
