import { describe, expect, it } from 'vitest'
import { deferred, settled } from '../../tests/fixtures/deferred.ts'
import { MemoryExchange } from '../../tests/fixtures/memory-exchange.ts'
import { testApp } from '../../tests/fixtures/test-app.ts'
import type { Application } from '../app/index.ts'
import { HttpError } from '../errors/index.ts'
import { runAfterwards } from '../exchange/run-afterwards.ts'
import type { Answer } from '../exchange/index.ts'
import { testClient } from '../testing/index.ts'
import { dependency, type Dependency } from './dependency.ts'

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}

/** A generator that tells what happens to it. */
function resource(events: string[], name: string): Dependency<string, 'request'> {
  return dependency({}, function* () {
    events.push(`${name} made`)
    try {
      yield name
      events.push(`${name} committed`)
    } catch (error) {
      events.push(`${name} rolled back: ${messageOf(error)}`)
      throw error
    }
  })
}

/** The same, asynchronous. */
function asyncResource(events: string[], name: string): Dependency<string, 'request'> {
  return dependency({}, async function* () {
    await settled()
    events.push(`${name} made`)
    try {
      yield name
      await settled()
      events.push(`${name} committed`)
    } catch (error) {
      await settled()
      events.push(`${name} rolled back: ${messageOf(error)}`)
      throw error
    }
  })
}

async function answerTo(app: Application): Promise<Answer> {
  const exchange = new MemoryExchange()
  exchange.log = app.log
  const answer = await app.handle(exchange)
  await runAfterwards(exchange)
  return answer
}

describe.each([
  ['synchronous', resource],
  ['asynchronous', asyncResource],
])('clean-up of %s generators', (_kind, make) => {
  it('runs in reverse order, after the handler and before the answer', async () => {
    const { app } = testApp()
    const events: string[] = []
    const one = make(events, 'one')
    const two = dependency({ one }, function* ({ one }) {
      events.push('two made')
      yield `${one} and two`
      events.push('two committed')
    })
    app.get('/', { inputs: { two, one } }, ({ two }) => {
      events.push('handler')
      return two
    })
    await app.start()
    const exchange = new MemoryExchange()
    const answer = await app.handle(exchange)
    events.push('answer')
    expect(answer).toMatchObject({ status: 200, body: '"one and two"' })
    expect(exchange.afterwards).toBeUndefined()
    expect(events).toEqual(['one made', 'two made', 'handler', 'two committed', 'one committed', 'answer'])
  })

  it.each([
    ['throws', () => { throw new Error('no') }], // prettier-ignore
    ['rejects', () => Promise.reject(new Error('no'))],
  ])('sees the error that the handler %s, at its yield', async (_how, handler) => {
    const { app } = testApp()
    const events: string[] = []
    app.get('/', { inputs: { one: make(events, 'one'), two: make(events, 'two') } }, handler)
    await app.start()
    expect((await answerTo(app)).status).toBe(500)
    expect(events).toEqual(['one made', 'two made', 'two rolled back: no', 'one rolled back: no'])
  })

  it('sees an HttpError as well, and the client its answer', async () => {
    const { app, log } = testApp()
    const events: string[] = []
    app.get('/', { inputs: { one: make(events, 'one') } }, () => {
      throw new HttpError(409, { detail: 'Taken.' })
    })
    await app.start()
    expect((await answerTo(app)).status).toBe(409)
    expect(events).toEqual(['one made', 'one rolled back: Taken.'])
    expect(log.lines).toEqual([])
  })

  it('sees an answer that breaks what is declared', async () => {
    const { app } = testApp()
    const events: string[] = []
    app.get('/', { inputs: { one: make(events, 'one') } }, () => 1n)
    await app.start()
    expect((await answerTo(app)).status).toBe(500)
    expect(events[1]).toMatch(/^one rolled back: .*BigInt/)
  })

  it('sees the error of a dependency that is made later', async () => {
    const { app } = testApp()
    const events: string[] = []
    const one = make(events, 'one')
    const fails = dependency({ one }, () => {
      throw new Error('no')
    })
    app.get('/', { inputs: { fails } }, () => null)
    await app.start()
    expect((await answerTo(app)).status).toBe(500)
    expect(events).toEqual(['one made', 'one rolled back: no'])
  })

  it('runs for what was made while a concurrent one failed', async () => {
    const { app } = testApp()
    const events: string[] = []
    const gate = deferred()
    const slow = dependency({}, async function* () {
      await gate.promise
      events.push('slow made')
      try {
        yield 'slow'
      } finally {
        events.push('slow cleaned up')
      }
    })
    const fails = dependency({}, async () => {
      throw new Error('no')
    })
    app.get('/', { inputs: { one: make(events, 'one'), slow, fails } }, () => null)
    await app.start()
    const answering = answerTo(app)
    await settled()
    gate.resolve()
    expect((await answering).status).toBe(500)
    expect(events).toEqual(['one made', 'slow made', 'slow cleaned up', 'one rolled back: no'])
  })

  it('that fails is the answer, and the others see its error', async () => {
    const { app, log } = testApp()
    const events: string[] = []
    const commits = dependency({ one: make(events, 'one') }, function* () {
      yield
      throw new HttpError(503, { detail: 'The database is gone.' })
    })
    const two = dependency({ commits }, function* () {
      yield
      events.push('two committed')
    })
    app.get('/', { inputs: { two } }, () => 'not sent')
    await app.start()
    const answer = await answerTo(app)
    expect(answer.status).toBe(503)
    expect(answer.body).toContain('The database is gone.')
    expect(events).toEqual(['one made', 'two committed', 'one rolled back: The database is gone.'])
    expect(log.lines).toMatchObject([{ message: 'request failed', fields: { error: { status: 503 } } }])
  })

  it('that fails never hides the first error, and is logged', async () => {
    const { app, log } = testApp()
    const events: string[] = []
    const careless = dependency({ one: make(events, 'one') }, function* careless() {
      try {
        yield
      } finally {
        throw new Error('second')
      }
    })
    app.get('/', { inputs: { careless } }, () => {
      throw new HttpError(404, { detail: 'first' })
    })
    await app.start()
    expect((await answerTo(app)).status).toBe(404)
    expect(events).toEqual(['one made', 'one rolled back: first'])
    expect(log.lines).toMatchObject([
      { message: "the clean-up of 'careless' failed as well", fields: { error: { message: 'second' } } },
    ])
  })

  it('may turn an unexpected error into an HttpError, which the others see and the client reads', async () => {
    const { app, log } = testApp()
    const events: string[] = []
    const translating = dependency({ one: make(events, 'one') }, function* () {
      try {
        yield
      } catch {
        throw new HttpError(409, { detail: 'Taken.' })
      }
    })
    app.get('/', { inputs: { translating } }, () => {
      throw new Error('unique constraint')
    })
    await app.start()
    expect((await answerTo(app)).status).toBe(409)
    expect(events).toEqual(['one made', 'one rolled back: Taken.'])
    expect(log.lines).toEqual([])
  })

  it('that swallows the error, at once or later, does not hide it', async () => {
    const { app, log } = testApp()
    const events: string[] = []
    const atOnce = dependency({ one: make(events, 'one') }, function* () {
      try {
        yield
      } catch {
        events.push('swallowed')
      }
    })
    const later = dependency({ atOnce }, async function* () {
      try {
        yield
      } catch {
        await settled()
        events.push('swallowed late')
      }
    })
    app.get('/', { inputs: { later } }, () => {
      throw new Error('no')
    })
    await app.start()
    expect((await answerTo(app)).status).toBe(500)
    expect(events).toEqual(['one made', 'swallowed late', 'swallowed', 'one rolled back: no'])
    expect(log.lines).toMatchObject([{ fields: { error: { message: 'no' } } }])
  })
})

describe("clean-up with cleanup: 'after-response'", () => {
  function late(
    events: string[],
    name: string,
    needed: Record<string, Dependency> = {},
  ): Dependency<string, 'request'> {
    return dependency(
      needed,
      function* late() {
        try {
          yield name
          events.push(`${name} done`)
        } catch (error) {
          events.push(`${name} failed: ${messageOf(error)}`)
          throw error
        }
      },
      { cleanup: 'after-response' },
    )
  }

  it('runs after the answer, in reverse order', async () => {
    const { app } = testApp()
    const events: string[] = []
    const one = late(events, 'one')
    const two = late(events, 'two', { one })
    app.get('/', { inputs: { two, now: resource(events, 'now') } }, () => void events.push('handler'))
    await app.start()
    const exchange = new MemoryExchange()
    await app.handle(exchange)
    expect(events).toEqual(['now made', 'handler', 'now committed'])
    await runAfterwards(exchange)
    expect(events.slice(3)).toEqual(['two done', 'one done'])
  })

  it('runs after the answer of a test client too', async () => {
    const { app } = testApp()
    const events: string[] = []
    app.get('/', { inputs: { one: late(events, 'one') } }, () => null)
    await using client = await testClient(app)
    await client.get('/')
    await settled()
    await settled()
    expect(events).toEqual(['one done'])
  })

  it('sees the error of the handler, and of a commit that came after it in order', async () => {
    for (const [failing, expected] of [
      ['handler', 'late failed: handler'],
      ['commit', 'late failed: commit'],
    ] as const) {
      const { app } = testApp()
      const events: string[] = []
      const commits = dependency({}, function* () {
        yield
        if (failing === 'commit') throw new Error('commit')
      })
      app.get('/', { inputs: { one: late(events, 'late', { commits }) } }, () => {
        if (failing === 'handler') throw new Error('handler')
      })
      await app.start()
      expect((await answerTo(app)).status).toBe(500)
      expect(events).toEqual([expected])
    }
  })

  it('that fails is logged, whether the request failed or not', async () => {
    const { app, log } = testApp()
    const careless = dependency(
      {},
      async function* careless() {
        try {
          yield
        } finally {
          throw new Error('late')
        }
      },
      { cleanup: 'after-response' },
    )
    app.get('/', { inputs: { careless } }, () => null)
    app.post('/', { inputs: { careless } }, () => {
      throw new HttpError(409)
    })
    await app.start()
    for (const method of ['GET', 'POST']) {
      const exchange = new MemoryExchange({ method })
      exchange.log = log
      await app.handle(exchange)
      await runAfterwards(exchange)
    }
    expect(log.lines).toMatchObject([
      { level: 'error', fields: { error: { message: 'late' } } },
      { message: "the clean-up of 'careless' failed as well", fields: { error: { message: 'late' } } },
    ])
  })
})

describe('a generator', () => {
  it('that never yields says so in the log', async () => {
    const sync = dependency({}, function* empty(): Generator<number> {
      return
    })
    const async = dependency({}, async function* empty(): AsyncGenerator<number> {
      return
    })
    for (const empty of [sync, async]) {
      const { app, log } = testApp()
      app.get('/', { inputs: { empty } }, () => null)
      await app.start()
      expect((await answerTo(app)).status).toBe(500)
      expect(log.lines[0]?.fields['error']).toMatchObject({
        message: "The generator of 'empty' ended without a yield: it has no value to give.",
      })
    }
  })

  it('that yields twice says so in the log', async () => {
    const sync = dependency({}, function* twice() {
      yield 1
      yield 2
    })
    const async = dependency({}, async function* twice() {
      yield 1
      yield 2
    })
    for (const twice of [sync, async]) {
      const { app, log } = testApp()
      app.get('/', { inputs: { twice } }, () => null)
      await app.start()
      expect((await answerTo(app)).status).toBe(500)
      expect(log.lines[0]?.fields['error']).toMatchObject({
        message: "The generator of 'twice' yields twice: it has one value to give.",
      })
    }
  })

  it('that throws before its yield has nothing to clean up', async () => {
    const { app } = testApp()
    const events: string[] = []
    const fails = dependency({}, async function* () {
      try {
        await Promise.reject(new Error('no'))
        yield
      } finally {
        events.push('its own finally')
      }
    })
    app.get('/', { inputs: { one: resource(events, 'one'), fails } }, () => null)
    await app.start()
    expect((await answerTo(app)).status).toBe(500)
    expect(events).toEqual(['one made', 'its own finally', 'one rolled back: no'])
  })

  it('without a name is called as the input that it is', async () => {
    const { app, log } = testApp()
    const pen = dependency({}, function* (): Generator<number> {
      return
    })
    app.get('/', { inputs: { pen } }, () => null)
    await app.start()
    await answerTo(app)
    expect(log.lines[0]?.fields['error']).toMatchObject({ message: expect.stringContaining("'pen'") })
  })
})
