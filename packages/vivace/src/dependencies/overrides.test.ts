import * as z from 'zod'
import { describe, expect, it } from 'vitest'
import { deferred, settled } from '../../tests/fixtures/deferred.ts'
import { testApp } from '../../tests/fixtures/test-app.ts'
import type { Middleware } from '../exchange/index.ts'
import { query } from '../inputs/index.ts'
import { bearer } from '../security/index.ts'
import { testClient } from '../testing/index.ts'
import { dependency } from './dependency.ts'
import { singleton } from './singleton.ts'

describe('app.override()', () => {
  const token = bearer()
  const currentUser = dependency({ token }, function currentUser({ token }) {
    return { name: token }
  })

  it('replaces a dependency by the value of a function, wherever it is named', async () => {
    const { app } = testApp({ dependencies: [currentUser] })
    const greeting = dependency({ currentUser }, ({ currentUser }) => `Hello ${currentUser.name}`)
    app.get('/', { inputs: { greeting, user: currentUser } }, ({ greeting, user }) => [greeting, user.name])
    await using client = await testClient(app)
    expect((await client.get('/')).status).toBe(401)
    client.app.override(currentUser, () => ({ name: 'Alice' }))
    expect((await client.get('/')).json()).toEqual(['Hello Alice', 'Alice'])
  })

  it('takes an asynchronous function', async () => {
    const { app } = testApp()
    app.get('/', { inputs: { currentUser } }, ({ currentUser }) => currentUser.name)
    app.override(currentUser, async () => ({ name: 'Alice' }))
    await using client = await testClient(app)
    expect((await client.get('/')).json()).toBe('Alice')
  })

  it('takes a dependency with inputs of its own', async () => {
    const { app } = testApp()
    app.get('/', { inputs: { currentUser } }, ({ currentUser }) => currentUser.name)
    await using client = await testClient(app)
    app.override(
      currentUser,
      dependency({ as: query(z.string()) }, ({ as }) => ({ name: as })),
    )
    expect((await client.get('/?as=Bob')).json()).toBe('Bob')
    expect((await client.get('/')).status).toBe(422)
  })

  it('is undone by undo(), the last one first or not', async () => {
    const { app } = testApp()
    const name = dependency({}, () => 'real')
    app.get('/', { inputs: { name } }, ({ name }) => name)
    await using client = await testClient(app)
    const read = async (): Promise<unknown> => (await client.get('/')).json()
    const first = app.override(name, () => 'first')
    const second = app.override(name, () => 'second')
    expect(await read()).toBe('second')
    first.undo()
    expect(await read()).toBe('second')
    second.undo()
    expect(await read()).toBe('real')
    second.undo()
    expect(await read()).toBe('real')
  })

  it('is undone at the end of a block by using', async () => {
    const { app } = testApp()
    const name = dependency({}, () => 'real')
    app.get('/', { inputs: { name } }, ({ name }) => name)
    await using client = await testClient(app)
    {
      using _outer = app.override(name, () => 'outer')
      {
        using _inner = app.override(name, () => 'inner')
        expect((await client.get('/')).json()).toBe('inner')
      }
      expect((await client.get('/')).json()).toBe('outer')
    }
    expect((await client.get('/')).json()).toBe('real')
  })

  it('does not reach a request that is on its way already', async () => {
    const gate = deferred()
    const waiting: Middleware = async (_exchange, next) => {
      await gate.promise
      return next()
    }
    const { app } = testApp({ middleware: [waiting] })
    const name = dependency({}, () => 'real')
    app.get('/', { inputs: { name } }, ({ name }) => name)
    await using client = await testClient(app)
    const answering = client.get('/')
    await settled()
    app.override(name, () => 'fake')
    gate.resolve()
    expect((await answering).json()).toBe('real')
    expect((await client.get('/')).json()).toBe('fake')
  })

  it('may name one replacement twice', async () => {
    const { app } = testApp()
    const name = dependency({}, () => 'real')
    const fake = dependency({}, () => 'fake')
    app.get('/', { inputs: { name } }, ({ name }) => name)
    await using client = await testClient(app)
    app.override(name, fake)
    app.override(name, fake).undo()
    expect((await client.get('/')).json()).toBe('fake')
  })

  describe('of a singleton', () => {
    const events: string[] = []
    const settings = singleton({}, () => 'real settings')
    const pool = singleton({ settings }, async function* ({ settings }) {
      events.push(`+${settings}`)
      yield { settings }
      await settled()
      events.push(`-${settings}`)
    })
    const other = singleton({}, function* () {
      events.push('+other')
      yield 'other'
      events.push('-other')
    })

    it('makes those anew that were made from it, and no others', async () => {
      const { app } = testApp()
      events.length = 0
      app.get('/', { inputs: { pool, other } }, ({ pool }) => pool.settings)
      await using client = await testClient(app)
      expect((await client.get('/')).json()).toBe('real settings')
      const override = app.override(settings, () => 'test settings')
      expect((await client.get('/')).json()).toBe('test settings')
      override.undo()
      expect((await client.get('/')).json()).toBe('real settings')
      await client.close()
      expect(events).toEqual([
        '+real settings',
        '+other',
        '-real settings',
        '+test settings',
        '-test settings',
        '+real settings',
        '-real settings',
        '-other',
      ])
    })

    it('keeps what is merely replaced until it is wanted again', async () => {
      const { app } = testApp()
      events.length = 0
      app.get('/', { inputs: { pool } }, ({ pool }) => pool.settings)
      await using client = await testClient(app)
      const override = app.override(pool, () => ({ settings: 'no settings' }))
      expect((await client.get('/')).json()).toBe('no settings')
      override.undo()
      expect((await client.get('/')).json()).toBe('real settings')
      expect(events).toEqual(['+real settings'])
    })

    it('cleans up what was made of something that is no more', async () => {
      const { app } = testApp()
      events.length = 0
      const config = singleton({}, () => 'a')
      const one = singleton({ config }, function* ({ config }) {
        events.push(`+one ${config}`)
        yield config
        events.push(`-one ${config}`)
      })
      const two = singleton({ one }, function* ({ one }) {
        events.push(`+two ${one}`)
        yield one
        events.push(`-two ${one}`)
      })
      app.get('/', { inputs: { one, two } }, (values) => values)
      await using client = await testClient(app)
      app.override(two, () => 'fake')
      app.override(config, () => 'b')
      expect((await client.get('/')).json()).toEqual({ one: 'b', two: 'fake' })
      expect(events).toEqual(['+one a', '+two a', '-two a', '-one a', '+one b'])
    })

    it('is stopped with the app, whether the override is undone before or not', async () => {
      const { app } = testApp()
      events.length = 0
      app.get('/', { inputs: { pool } }, () => null)
      {
        await using client = await testClient(app)
        using _undone = app.override(settings, () => 'test settings')
        await client.get('/')
      }
      expect(events.splice(0)).toEqual([
        '+real settings',
        '-real settings',
        '+test settings',
        '-test settings',
      ])
      {
        await using _client = await testClient(app)
        app.override(settings, () => 'never used')
      }
      expect(events).toEqual(['+real settings', '-real settings'])
    })

    it('answers 500 and logs why where a remade one fails, and is well again when it is undone', async () => {
      const { app, log } = testApp()
      app.get('/', { inputs: { pool } }, ({ pool }) => pool.settings)
      await using client = await testClient(app)
      await client.get('/')
      const override = app.override(settings, () => {
        throw new Error('no settings')
      })
      expect((await client.get('/')).status).toBe(500)
      expect(log.lines).toMatchObject([{ fields: { error: { message: 'no settings' } } }])
      override.undo()
      expect((await client.get('/')).json()).toBe('real settings')
    })

    it('answers 500 and logs why where what is replaced cannot be cleaned up', async () => {
      const { app, log } = testApp()
      const failing = singleton({ settings }, function* ({ settings }) {
        yield settings
        throw new Error('cannot stop')
      })
      app.get('/', { inputs: { failing } }, ({ failing }) => failing)
      const client = await testClient(app)
      await client.get('/')
      app.override(settings, () => 'test settings')
      expect((await client.get('/')).status).toBe(500)
      expect(log.lines).toMatchObject([{ fields: { error: { message: 'cannot stop' } } }])
      expect((await client.get('/')).json()).toBe('test settings')
      await expect(client.close()).rejects.toThrow('cannot stop')
    })

    it('by what lives for one request does not do for another singleton', async () => {
      const { app } = testApp()
      app.get('/', { inputs: { pool } }, () => null)
      app.get('/settings', { inputs: { settings } }, ({ settings }) => settings)
      const perRequest = dependency({ q: query(z.string()) }, ({ q }) => q)
      app.override(settings, perRequest)
      await expect(app.start()).rejects.toMatchObject({ code: 'LIFETIME_TOO_SHORT' })
    })

    it('by what lives for one request does for a handler', async () => {
      const { app } = testApp()
      app.get('/settings', { inputs: { settings } }, ({ settings }) => settings)
      app.override(
        settings,
        dependency({ q: query(z.string()) }, ({ q }) => q),
      )
      await using client = await testClient(app)
      expect((await client.get('/settings?q=a')).json()).toBe('a')
    })
  })

  it('of a dependency by a singleton makes it once', async () => {
    const { app } = testApp()
    let made = 0
    app.get('/', { inputs: { currentUser } }, ({ currentUser }) => currentUser.name)
    app.override(
      currentUser,
      singleton({}, () => ({ name: `user ${++made}` })),
    )
    await using client = await testClient(app)
    await client.get('/')
    expect((await client.get('/')).json()).toBe('user 1')
  })

  describe('in a mounted app', () => {
    it('reaches there from the app that it is mounted in', async () => {
      const { app: inner } = testApp()
      const { app } = testApp()
      inner.get('/me', { inputs: { currentUser } }, ({ currentUser }) => currentUser.name)
      app.mount('/inner', inner)
      await using client = await testClient(app)
      expect((await client.get('/inner/me')).status).toBe(401)
      using _ = app.override(currentUser, () => ({ name: 'Alice' }))
      expect((await client.get('/inner/me')).json()).toBe('Alice')
    })

    it('of its own holds there alone, and wins over the outer one', async () => {
      const settings = singleton({}, () => 'real')
      const pool = singleton({ settings }, ({ settings }) => ({ settings }))
      const { app: inner } = testApp()
      const { app } = testApp()
      for (const one of [inner, app]) one.get('/pool', { inputs: { pool } }, ({ pool }) => pool.settings)
      app.mount('/inner', inner)
      await using client = await testClient(app)
      const read = async (): Promise<unknown[]> => [
        (await client.get('/pool')).json(),
        (await client.get('/inner/pool')).json(),
      ]
      expect(await read()).toEqual(['real', 'real'])
      const own = inner.override(settings, () => 'inner')
      expect(await read()).toEqual(['real', 'inner'])
      const outer = app.override(settings, () => 'outer')
      expect(await read()).toEqual(['outer', 'inner'])
      own.undo()
      expect(await read()).toEqual(['outer', 'outer'])
      outer.undo()
      expect(await read()).toEqual(['real', 'real'])
    })
  })

  describe('by what needs what it replaces', () => {
    it('is refused with the way round, and changes nothing', async () => {
      const { app } = testApp()
      app.get('/', { inputs: { currentUser } }, ({ currentUser }) => currentUser.name)
      const admin = dependency({ currentUser }, function admin({ currentUser }) {
        return currentUser
      })
      const wrapper = dependency({ admin }, function wrapper({ admin }) {
        return admin
      })
      expect(() => app.override(currentUser, wrapper)).toThrow(
        expect.objectContaining({
          name: 'DefinitionError',
          code: 'DEPENDENCY_CYCLE',
          where: "Dependency 'wrapper'",
          message:
            "Dependency 'wrapper': it needs itself: wrapper -> admin -> wrapper.\n" +
            'To fix it, let one of them get what it needs from another input; an override cannot name what it replaces.\n' +
            '(DEPENDENCY_CYCLE, see docs/errors.md)',
        }),
      )
      await using client = await testClient(app)
      expect((await client.get('/', { headers: { authorization: 'Bearer Ann' } })).json()).toBe('Ann')
    })

    it('names the inputs where the functions have no names', () => {
      const { app } = testApp()
      const user = dependency({}, () => 1)
      const admin = dependency({ user }, ({ user }) => user)
      expect(() =>
        app.override(
          user,
          dependency({ admin }, ({ admin }) => admin),
        ),
      ).toThrow(expect.objectContaining({ message: expect.stringContaining('user -> admin -> user') }))
    })
  })

  const fake = (): string => 'fake'

  it.each<[string, unknown, unknown]>([
    ['a security scheme', token, fake],
    ['a value', { name: 'Alice' }, fake],
    ['anything by a value', currentUser, { name: 'Alice' }],
    ['anything by nothing', currentUser, undefined],
  ])('of %s is refused', (_what, original, replacement) => {
    const { app } = testApp()
    // @ts-expect-error The compiler finds the mistake as well.
    expect(() => app.override(original, replacement)).toThrow(
      expect.objectContaining({
        name: 'DefinitionError',
        code: 'NOT_A_DEPENDENCY',
        where: 'override()',
        message:
          'override(): only what dependency() or singleton() made can be replaced, by a function or by another of them.\n' +
          'To fix it, wrap what you want to replace in a dependency(), and its value in a function.\n' +
          '(NOT_A_DEPENDENCY, see docs/errors.md)',
      }),
    )
  })
})
