import { describe, expect, it, vi } from 'vitest'
import { clock, dependency, type Dependency, events, expiry, signal, stream } from 'vivace'
import { type FakeClock, fakeClock, testClient } from 'vivace/testing'
import * as z from 'zod'
import { testApp } from '../fixtures/test-app.ts'

const Tick = z.object({ n: z.int() })
const start = Date.parse('2026-01-01T00:00:00Z')

/** A credential that is over after some milliseconds. */
const goodFor = (milliseconds: number): Dependency<undefined, 'request'> =>
  dependency({ expiry, clock }, ({ expiry, clock }) => {
    expiry.at(clock.now() + milliseconds)
    return undefined
  })

function timed(): ReturnType<typeof testApp> & { readonly time: FakeClock } {
  const time = fakeClock(start)
  const made = testApp()
  made.app.override(clock, () => time)
  return { ...made, time }
}

describe('a stream whose credential is over', () => {
  it('ends, and its handler is told by its signal', async () => {
    const { app, time } = timed()
    const told: string[] = []
    app.get(
      '/',
      { dependencies: [goodFor(10_000)], inputs: { signal }, returns: events(Tick) },
      async function* ({ signal }) {
        yield { n: 1 }
        await new Promise((resolve) => {
          signal.addEventListener('abort', resolve)
        })
        told.push('aborted')
      },
    )
    await using client = await testClient(app)
    const stream = await client.stream('/')
    await stream.read()
    const next = stream.read()
    await time.advance('9s')
    expect(told).toEqual([])
    await time.advance('1s')
    expect(await next).toBeUndefined()
    await vi.waitFor(() => expect(told).toEqual(['aborted']))
  })

  it('ends although its handler waits for something else', async () => {
    const { app, time } = timed()
    app.get('/', { dependencies: [goodFor(1_000)], returns: stream() }, async function* () {
      yield 'one'
      await new Promise(() => undefined)
    })
    await using client = await testClient(app)
    const answer = await client.stream('/')
    await answer.read()
    const next = answer.read()
    await time.advance('1s')
    expect(await next).toBeUndefined()
  })

  it('ends when the credential is taken back in the middle', async () => {
    const { app } = timed()
    let takeBack = (): void => undefined
    const credential = dependency({ expiry }, ({ expiry }) => {
      takeBack = () => expiry.at(0)
      return undefined
    })
    app.get('/', { dependencies: [credential], returns: stream() }, async function* () {
      yield 'one'
      await new Promise(() => undefined)
    })
    await using client = await testClient(app)
    const answer = await client.stream('/')
    await answer.read()
    takeBack()
    expect(await answer.read()).toBeUndefined()
  })

  it('counts a length of time: a clock that is set on or back changes nothing', async () => {
    const { app, time } = timed()
    app.get('/', { dependencies: [goodFor(60_000)], returns: stream() }, async function* () {
      yield 'one'
      yield 'two'
      await new Promise(() => undefined)
    })
    await using client = await testClient(app)
    const answer = await client.stream('/')
    await answer.read()
    time.setBy(3_600_000)
    await time.advance('30s')
    expect(await answer.read()).toBeDefined()
    const next = answer.read()
    time.setBy(-7_200_000)
    await time.advance('30s')
    expect(await next).toBeUndefined()
  })

  it('is whole if it ends before', async () => {
    const { app } = timed()
    app.get('/', { dependencies: [goodFor(60_000)], returns: stream() }, async function* () {
      yield 'one '
      yield 'two'
    })
    await using client = await testClient(app)
    expect((await client.get('/')).text()).toBe('one two')
  })
})
