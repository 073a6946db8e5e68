import { describe, expect, it } from 'vitest'
import { MemoryExchange } from '../../tests/fixtures/memory-exchange.ts'
import { Answer, type Middleware } from '../exchange/index.ts'
import { requestId } from './request-id.ts'

const uuid = /^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/

function run(middleware: Middleware, exchange: MemoryExchange): Answer {
  const answer = middleware(exchange, () => {
    exchange.log.info('in the handler')
    return new Answer(404, [], null)
  })
  if (answer instanceof Answer) return answer
  throw new Error('The middleware made a promise of a synchronous answer.')
}

const sent = (id: string | string[]): MemoryExchange =>
  new MemoryExchange({ headers: { 'X-Request-ID': id } })

describe('requestId()', () => {
  it('gives each request a random UUID, in the exchange, the answer and the log', () => {
    const exchange = new MemoryExchange()
    const answer = run(requestId(), exchange)
    expect(exchange.id).toMatch(uuid)
    expect(answer.get('x-request-id')).toBe(exchange.id)
    expect(exchange.logger.lines).toMatchObject([
      { message: 'in the handler', fields: { request_id: exchange.id } },
    ])
    const other = new MemoryExchange()
    run(requestId(), other)
    expect(other.id).not.toBe(exchange.id)
  })

  it('waits for an answer that takes time', async () => {
    const answer = await requestId()(new MemoryExchange(), async () => new Answer(200, [], null))
    expect(answer.get('x-request-id')).toMatch(uuid)
  })

  it('does not believe the id that a request brings', () => {
    const exchange = sent('mine')
    expect(run(requestId(), exchange).get('x-request-id')).toMatch(uuid)
  })

  it('keeps the id that a request brings where it is told to trust it', () => {
    const exchange = sent('7f3c:ab/CD.12=+_-@')
    expect(run(requestId({ trust: true }), exchange).get('x-request-id')).toBe('7f3c:ab/CD.12=+_-@')
    expect(exchange.id).toBe('7f3c:ab/CD.12=+_-@')
  })

  it('asks a function whether it may trust one request', () => {
    const middleware = requestId({ trust: ({ peer }) => peer?.address === '10.0.0.1' })
    const headers = { 'x-request-id': 'a' }
    const near = new MemoryExchange({ headers, peer: { address: '10.0.0.1', port: 1 } })
    expect(run(middleware, near).get('x-request-id')).toBe('a')
    expect(run(middleware, new MemoryExchange({ headers })).get('x-request-id')).toMatch(uuid)
  })

  it.each(['', 'a b', 'a,b', 'a"b', 'a\r\nb', 'a<b>', '{}', 'a;b', 'é', 'x'.repeat(129), ['a', 'b']])(
    'makes an id of its own where the trusted one is %j',
    (id) => {
      expect(run(requestId({ trust: true }), sent(id)).get('x-request-id')).toMatch(uuid)
    },
  )

  it('takes another header and other ids', () => {
    const exchange = new MemoryExchange({ path: '/a' })
    const answer = run(requestId({ header: 'X-Trace', generate: ({ path }) => `id-of-${path}` }), exchange)
    expect(answer.headers).toEqual(['x-trace', 'id-of-/a'])
  })

  it('leaves a request its id that has one, as in a mounted app', () => {
    const exchange = new MemoryExchange()
    exchange.id = 'outer'
    expect(run(requestId(), exchange).headers).toEqual([])
    expect(exchange.id).toBe('outer')
  })

  it('refuses a header name at start that is none', () => {
    expect(() => requestId({ header: 'request id' })).toThrow(
      expect.objectContaining({ code: 'HEADER_INVALID' }),
    )
  })
})
