import * as z from 'zod'
import { describe, expect, it } from 'vitest'
import { deferred, settled } from '../../tests/fixtures/deferred.ts'
import { testApp } from '../../tests/fixtures/test-app.ts'
import { header } from '../inputs/index.ts'
import { testClient } from '../testing/index.ts'
import { clock } from './clock.ts'
import { dependency, type Dependency } from './dependency.ts'
import { singleton } from './singleton.ts'

/** A singleton that tells when it is made and cleaned up. */
function resource(
  events: string[],
  name: string,
  needed: Readonly<Record<string, Dependency<unknown, 'app'>>> = {},
): Dependency<string, 'app'> {
  return singleton(needed, async function* () {
    await settled()
    events.push(`+${name}`)
    try {
      yield name
      await settled()
      events.push(`-${name}`)
    } catch (error) {
      events.push(`!${name}`)
      throw error
    }
  })
}

describe('singleton()', () => {
  it('is made once, at the start, and shared by all requests', async () => {
    const { app } = testApp()
    let made = 0
    const counter = singleton({}, () => ({ number: ++made }))
    const later = dependency({ counter }, ({ counter }) => counter)
    app.get('/', { inputs: { counter, later } }, ({ counter, later }) => [counter.number, counter === later])
    app.get('/other', { inputs: { counter } }, ({ counter }) => counter.number)
    expect(made).toBe(0)
    await using client = await testClient(app)
    expect(made).toBe(1)
    expect((await client.get('/')).json()).toEqual([1, true])
    expect((await client.get('/other')).json()).toBe(1)
  })

  it('is not made if no route needs it', async () => {
    const { app } = testApp()
    const events: string[] = []
    resource(events, 'unused')
    await using _client = await testClient(app)
    expect(events).toEqual([])
  })

  it('starts after its inputs and stops before them', async () => {
    const { app } = testApp()
    const events: string[] = []
    const settings = resource(events, 'settings')
    const pool = resource(events, 'pool', { settings })
    const mailer = resource(events, 'mailer', { settings })
    const users = resource(events, 'users', { pool, mailer })
    app.get('/', { inputs: { users, pool } }, () => null)
    await app.start()
    expect(events.splice(0)).toEqual(['+settings', '+pool', '+mailer', '+users'])
    await app.stop()
    expect(events).toEqual(['-users', '-mailer', '-pool', '-settings'])
  })

  it('is started for the guards of routers and of the app', async () => {
    const events: string[] = []
    const pool = resource(events, 'pool')
    const { app } = testApp({ dependencies: [dependency({ pool }, () => undefined)] })
    app.get('/', {}, () => null)
    await using _client = await testClient(app)
    expect(events).toEqual(['+pool'])
  })

  it('is made anew when the app is started again', async () => {
    const { app } = testApp()
    const events: string[] = []
    app.get('/', { inputs: { pool: resource(events, 'pool') } }, ({ pool }) => pool)
    for (const _round of [1, 2]) {
      await using client = await testClient(app)
      expect((await client.get('/')).json()).toBe('pool')
    }
    expect(events).toEqual(['+pool', '-pool', '+pool', '-pool'])
  })

  it('is made once though many requests come before the start', async () => {
    const { app } = testApp()
    const gate = deferred()
    let made = 0
    const slow = singleton({}, async () => {
      made++
      await gate.promise
      return 'there'
    })
    app.get('/', { inputs: { slow } }, ({ slow }) => slow)
    const answers = Array.from({ length: 5 }, async () => {
      const answer = await app.fetch(new Request('http://test/'))
      return answer.text()
    })
    await settled()
    gate.resolve()
    expect(await Promise.all(answers)).toEqual(['"there"', '"there"', '"there"', '"there"', '"there"'])
    expect(made).toBe(1)
    await app.stop()
  })

  it('that fails to start stops the start, and those that were started see its error in reverse order', async () => {
    const { app } = testApp()
    const events: string[] = []
    const settings = resource(events, 'settings')
    const pool = resource(events, 'pool', { settings })
    const fails = singleton({ pool }, () => {
      throw new Error('no database')
    })
    app.get('/', { inputs: { fails } }, () => null)
    await expect(app.start()).rejects.toThrow('no database')
    expect(events).toEqual(['+settings', '+pool', '!pool', '!settings'])
    await app.stop()
    expect(events).toHaveLength(4)
  })

  it('that failed to start is tried again', async () => {
    const { app } = testApp()
    let tries = 0
    const flaky = singleton({}, async () => {
      if (++tries === 1) throw new Error('not yet')
      return tries
    })
    app.get('/', { inputs: { flaky } }, ({ flaky }) => flaky)
    await expect(app.start()).rejects.toThrow('not yet')
    await using client = await testClient(app)
    expect((await client.get('/')).json()).toBe(2)
  })

  it('that fails in the clean-up after a failed start is logged, and the first error thrown', async () => {
    const { app, log } = testApp()
    const careless = singleton({}, function* () {
      try {
        yield
      } catch {
        throw new Error('second')
      }
    })
    const fails = singleton({ careless }, () => {
      throw new Error('first')
    })
    app.get('/', { inputs: { fails } }, () => null)
    await expect(app.start()).rejects.toThrow('first')
    expect(log.lines).toMatchObject([{ level: 'error', fields: { error: { message: 'second' } } }])
  })

  it('that fails to stop does not keep the others from it; the first error is thrown, the others are logged', async () => {
    const { app, log } = testApp()
    const events: string[] = []
    const failing = (
      name: string,
      needed: Record<string, Dependency<unknown, 'app'>>,
    ): Dependency<string, 'app'> =>
      singleton(needed, function* () {
        yield name
        throw new Error(name)
      })
    const settings = resource(events, 'settings')
    const one = failing('one', { settings })
    const two = failing('two', { one })
    app.get('/', { inputs: { two } }, () => null)
    await app.start()
    await expect(app.stop()).rejects.toThrow('two')
    expect(events).toEqual(['+settings', '-settings'])
    expect(log.lines).toMatchObject([{ level: 'error', fields: { error: { message: 'one' } } }])
  })

  it('waits for the start when it is stopped meanwhile', async () => {
    const { app } = testApp()
    const events: string[] = []
    app.get('/', { inputs: { pool: resource(events, 'pool') } }, () => null)
    const starting = app.start()
    await app.stop()
    await starting
    expect(events).toEqual(['+pool', '-pool'])
  })

  it('without a yield or with two of them says so', async () => {
    const { app } = testApp()
    const empty = singleton({}, function* empty(): Generator<number> {
      return
    })
    app.get('/', { inputs: { empty } }, () => null)
    await expect(app.start()).rejects.toThrow("The generator of 'empty' ended without a yield")
    const other = testApp().app
    const twice = singleton({}, function* () {
      yield 1
      yield 2
    })
    other.get('/', { inputs: { twice } }, () => null)
    await other.start()
    await expect(other.stop()).rejects.toThrow("The generator of 'a singleton' yields twice")
  })

  describe('that names what lives for one request', () => {
    it.each([
      ['an input', header(z.string()), 'token'],
      ['a dependency', dependency({}, () => 1), 'token'],
    ])('does not start: %s', async (_what, token, name) => {
      const { app } = testApp()
      // @ts-expect-error The compiler finds the mistake as well.
      const pool = singleton({ token }, function openPool() {
        return 1
      })
      app.get('/', { inputs: { pool } }, () => null)
      await expect(app.start()).rejects.toMatchObject({
        name: 'DefinitionError',
        code: 'LIFETIME_TOO_SHORT',
        where: "Singleton 'openPool'",
        message:
          `Singleton 'openPool': its input '${name}' lives for one request, but a singleton lives as long as the app.\n` +
          `To fix it, make it a dependency(), or take '${name}' from a singleton.\n` +
          '(LIFETIME_TOO_SHORT, see docs/errors.md)',
      })
    })

    it('is found through others, before anything is made', async () => {
      const { app } = testApp()
      const events: string[] = []
      // @ts-expect-error The compiler finds the mistake as well.
      const inner = singleton({ token: header(z.string()) }, () => 1)
      const outer = singleton({ first: resource(events, 'first'), inner }, () => 1)
      app.get('/', { inputs: { user: dependency({ outer }, () => 1) } }, () => null)
      expect(() => app.descriptions()).toThrow(
        expect.objectContaining({ code: 'LIFETIME_TOO_SHORT', where: "Singleton 'inner'" }),
      )
      await expect(app.start()).rejects.toMatchObject({ code: 'LIFETIME_TOO_SHORT' })
      expect(events).toEqual([])
    })
  })
})

describe('clock', () => {
  it('is the clock of the machine unless it is replaced', async () => {
    const { app } = testApp()
    app.get('/', { inputs: { clock } }, ({ clock }) => clock.now())
    await using client = await testClient(app)
    const before = Date.now()
    const now = (await client.get('/')).json<number>()
    expect(now).toBeGreaterThanOrEqual(before)
    expect(now).toBeLessThanOrEqual(Date.now())
    const fixed = { now: () => 7, monotonic: () => 7, timer: () => () => undefined }
    app.override(clock, () => fixed)
    expect((await client.get('/')).json()).toBe(7)
  })
})
