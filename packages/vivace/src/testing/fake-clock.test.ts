import { describe, expect, it } from 'vitest'
import { testApp } from '../../tests/fixtures/test-app.ts'
import { clock } from '../dependencies/index.ts'
import { fakeClock } from './fake-clock.ts'
import { testClient } from './test-client.ts'

describe('fakeClock()', () => {
  it('stands still until it is moved', async () => {
    const time = fakeClock('2026-01-01T09:00:00Z')
    expect(time.now()).toBe(Date.UTC(2026, 0, 1, 9))
    await time.advance('90s')
    expect(time.now()).toBe(Date.UTC(2026, 0, 1, 9, 1, 30))
    await time.advance(500)
    await time.advanceTo('2026-01-02T00:00:00Z')
    expect(time.now()).toBe(Date.UTC(2026, 0, 2))
  })

  it('begins at 1970, at a number or at a Date', () => {
    expect(fakeClock().now()).toBe(0)
    expect(fakeClock(5).now()).toBe(5)
    expect(fakeClock(new Date(7)).now()).toBe(7)
  })

  it('runs timers in the order in which they fall due, each at its time', async () => {
    const time = fakeClock()
    const events: string[] = []
    time.timer(200, () => events.push(`b at ${time.now()}`))
    time.timer(100, () => events.push(`a at ${time.now()}`))
    time.timer(100, () => events.push(`a2 at ${time.now()}`))
    time.timer(301, () => events.push('later'))
    await time.advance(300)
    expect(events).toEqual(['a at 100', 'a2 at 100', 'b at 200'])
    expect(time.now()).toBe(300)
  })

  it('lets what a timer has set going have its turn, timers of its own included', async () => {
    const time = fakeClock()
    const events: number[] = []
    const tick = (): void => {
      void Promise.resolve().then(() => {
        events.push(time.now())
        time.timer(100, tick)
      })
    }
    time.timer(100, tick)
    await time.advance(350)
    expect(events).toEqual([100, 200, 300])
  })

  it('does not run a timer that is cancelled', async () => {
    const time = fakeClock()
    const events: string[] = []
    const cancel = time.timer(100, () => events.push('never'))
    cancel()
    await time.advance('1s')
    expect(events).toEqual([])
  })

  it('does not go back', async () => {
    const time = fakeClock(1_000)
    await time.advanceTo(500)
    expect(time.now()).toBe(1_000)
    expect(() => time.advance('-1s')).toThrow(expect.objectContaining({ code: 'DURATION_INVALID' }))
  })

  it('has two clocks that nobody can take for one another', () => {
    for (const time of [fakeClock(), fakeClock('2026-01-01T00:00:00Z')])
      expect(Math.abs(time.now() - time.monotonic())).toBeGreaterThan(3_600_000)
  })

  it('is set on or back without time passing, as time servers do', async () => {
    const time = fakeClock('2026-01-01T09:00:00Z')
    const events: string[] = []
    const before = time.monotonic()
    time.timer(1_000, () => events.push('due'))
    time.setBy(3_600_000)
    expect(time.now()).toBe(Date.UTC(2026, 0, 1, 10))
    await time.advance('999ms')
    expect(events).toEqual([])
    expect(time.monotonic() - before).toBe(999)
    await time.advanceTo('2026-01-01T10:00:01Z')
    expect(events).toEqual(['due'])
    time.setBy(-7_200_000)
    expect(time.now()).toBe(Date.UTC(2026, 0, 1, 8, 0, 1))
  })

  it('drives an app through the clock input', async () => {
    const { app } = testApp()
    const time = fakeClock('2026-01-01T09:00:00Z')
    app.override(clock, () => time)
    app.get('/', { inputs: { clock } }, ({ clock }) => new Date(clock.now()))
    await using client = await testClient(app)
    expect((await client.get('/')).json()).toBe('2026-01-01T09:00:00.000Z')
    await time.advance('1h')
    expect((await client.get('/')).json()).toBe('2026-01-01T10:00:00.000Z')
  })
})
