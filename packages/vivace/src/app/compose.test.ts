import { describe, expect, it } from 'vitest'
import { MemoryExchange } from '../../tests/fixtures/memory-exchange.ts'
import { passing } from '../../tests/fixtures/passing.ts'
import { testApp } from '../../tests/fixtures/test-app.ts'
import { HttpError } from '../errors/index.ts'
import { Answer, mapAnswer, type Middleware } from '../exchange/index.ts'
import { testClient } from '../testing/index.ts'

describe('middleware', () => {
  it('runs in order: the first listed is the outermost', async () => {
    const events: string[] = []
    const { app } = testApp({ middleware: [passing(events, 'one'), passing(events, 'two')] })
    app.get('/', {}, () => void events.push('handler'))
    await using client = await testClient(app)
    await client.get('/')
    expect(events).toEqual(['one in', 'two in', 'handler', 'two out 204', 'one out 204'])
  })

  it('sees 404, 405, 400 and what is thrown as answers', async () => {
    const events: string[] = []
    const { app } = testApp({ middleware: [passing(events, 'm')] })
    app.get('/throws', {}, () => {
      throw new HttpError(409)
    })
    app.get('/rejects', {}, async () => {
      throw new Error('no')
    })
    await using client = await testClient(app)
    for (const path of ['/nothing', '/throws', '/rejects']) await client.get(path)
    await client.post('/throws')
    await client.get('/a%2Fb')
    expect(events.filter((event) => event !== 'm in')).toEqual([
      'm out 404',
      'm out 409',
      'm out 500',
      'm out 405',
      'm out 400',
    ])
  })

  it.each([
    ['throws', (() => { throw new HttpError(429) }) satisfies Middleware], // prettier-ignore
    ['rejects', (async () => { throw new HttpError(429) }) satisfies Middleware], // prettier-ignore
  ])('that %s itself is an answer for the ones outside', async (_how, failing) => {
    const events: string[] = []
    const { app } = testApp({ middleware: [passing(events, 'outer'), failing, passing(events, 'inner')] })
    app.get('/', {}, () => null)
    await using client = await testClient(app)
    expect((await client.get('/')).status).toBe(429)
    expect(events).toEqual(['outer in', 'outer out 429'])
  })

  it('may answer without asking further, or ask and answer otherwise', async () => {
    const short: Middleware = (exchange, next) =>
      exchange.path === '/short' ? new Answer(418, [], null) : next()
    const other: Middleware = async (_exchange, next) => {
      const answer = await next()
      answer.set('x-served', 'yes')
      return answer
    }
    const { app } = testApp({ middleware: [short, other] })
    app.get('/', {}, () => null)
    await using client = await testClient(app)
    expect((await client.get('/short')).status).toBe(418)
    expect((await client.get('/')).headers.get('x-served')).toBe('yes')
  })

  it('that forgets to answer is a fault of ours, and the log says what is missing', async () => {
    for (const answering of [undefined, null, Promise.resolve(undefined), { status: 200 }]) {
      // JavaScript lets it.
      const { app, log } = testApp({ middleware: [() => answering as never] })
      app.get('/', {}, () => null)
      await using client = await testClient(app)
      expect((await client.get('/')).status).toBe(500)
      expect(String(log.lines[0]?.fields['error'])).toMatch(
        /^TypeError: A middleware answers (undefined|null|object), and not an Answer\. Return what next\(\) gives\.$/,
      )
    }
  })

  it('that is synchronous keeps a synchronous route so', async () => {
    const { app } = testApp({ middleware: [passing([], 'm')] })
    app.get('/', {}, () => 1)
    await app.start()
    expect(app.handle(new MemoryExchange())).toBeInstanceOf(Answer)
  })

  it('knows the template of the route afterwards, and the clock and the log of the app before', async () => {
    const seen: unknown[] = []
    const spy: Middleware = (exchange, next) => {
      seen.push(typeof exchange.clock.now(), exchange.log)
      return mapAnswer(next(), (answer) => {
        seen.push(exchange.routePath)
        return answer
      })
    }
    const { app, log } = testApp({ middleware: [spy] })
    app.get('/items/{id}', {}, () => null)
    await using client = await testClient(app)
    await client.get('/items/7')
    await client.get('/nothing')
    expect(seen).toEqual(['number', log, '/items/{id}', 'number', log, undefined])
  })
})
