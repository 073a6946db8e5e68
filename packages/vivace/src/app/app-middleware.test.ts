import { describe, expect, it } from 'vitest'
import { passing } from '../../tests/fixtures/passing.ts'
import { testApp } from '../../tests/fixtures/test-app.ts'
import { clock, dependency, singleton } from '../dependencies/index.ts'
import { mapAnswer, type Middleware } from '../exchange/index.ts'
import { fakeClock, testClient } from '../testing/index.ts'

describe('a singleton in the list of middleware', () => {
  const dated = singleton(
    { clock },
    ({ clock }): Middleware =>
      (_exchange, next) =>
        mapAnswer(next(), (answer) => {
          answer.set('x-now', String(clock.now()))
          return answer
        }),
  )

  it('is made of its own inputs when the app starts, and keeps its place in the list', async () => {
    const events: string[] = []
    const inner = singleton({}, () => passing(events, 'made'))
    const { app } = testApp({
      middleware: [passing(events, 'outer'), inner, dated, passing(events, 'inner')],
    })
    app.override(clock, () => fakeClock(7))
    app.get('/', {}, () => null)
    await using client = await testClient(app)
    expect((await client.get('/')).headers.get('x-now')).toBe('7')
    expect(events).toEqual([
      'outer in',
      'made in',
      'inner in',
      'inner out 200',
      'made out 200',
      'outer out 200',
    ])
  })

  it('is made once for an app and the apps that are mounted in it, and cleaned up when they stop', async () => {
    const events: string[] = []
    const counted = singleton({}, function* () {
      events.push('made')
      yield passing(events, 'm')
      events.push('cleaned up')
    })
    const { app } = testApp({ middleware: [counted] })
    const { app: inner } = testApp({ middleware: [counted] })
    inner.get('/', {}, () => null)
    app.mount('/inner', inner)
    const client = await testClient(app)
    await client.get('/inner/')
    await client.close()
    expect(events).toEqual(['made', 'm in', 'm in', 'm out 200', 'm out 200', 'cleaned up'])
  })

  it('is replaced by an override', async () => {
    const { app } = testApp({ middleware: [dated] })
    app.get('/', {}, () => null)
    await using client = await testClient(app)
    app.override(dated, () => (_exchange, next) => next())
    expect((await client.get('/')).headers.get('x-now')).toBeNull()
  })

  it.each([
    ['a dependency of a request', dependency({}, (): Middleware => (_exchange, next) => next())],
    ['neither a function nor a singleton', { handle: 1 }],
  ])('that is %s stops the start', async (_what, each) => {
    // What the compiler refuses, JavaScript can do.
    const { app } = testApp({ middleware: [each as never] })
    await expect(app.start()).rejects.toMatchObject({ name: 'DefinitionError', code: 'NOT_A_DEPENDENCY' })
  })
})
