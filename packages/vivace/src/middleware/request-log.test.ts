import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { MemoryExchange, type MemoryRequest } from '../../tests/fixtures/memory-exchange.ts'
import type { RecordedLine } from '../../tests/fixtures/recording-logger.ts'
import { Answer } from '../exchange/index.ts'
import { requestId } from './request-id.ts'
import { requestLog, type RequestLogOptions } from './request-log.ts'

interface Served extends MemoryRequest {
  readonly status?: number
  /** How long the handler takes, in milliseconds. */
  readonly takes?: number
}

function log(
  options: RequestLogOptions,
  { status = 200, takes = 0, ...request }: Served = {},
): readonly RecordedLine[] {
  const exchange = new MemoryExchange(request)
  const answer = requestLog(options)(exchange, () => {
    exchange.routePath = '/items/{id}'
    vi.advanceTimersByTime(takes)
    return new Answer(status, [], null)
  })
  expect(answer).toBeInstanceOf(Answer)
  return exchange.logger.lines
}

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['performance', 'setTimeout'] })
})

afterEach(() => {
  vi.useRealTimers()
})

describe('requestLog()', () => {
  it('writes one line a request, without the query', () => {
    const request = { method: 'PUT', path: '/items/7', queryString: 'token=canary', status: 201, takes: 12.5 }
    expect(log({}, request)).toEqual([
      {
        level: 'info',
        message: 'request answered',
        fields: {
          method: 'PUT',
          path: '/items/7',
          route: '/items/{id}',
          status: 201,
          duration_ms: 12.5,
          client: '127.0.0.1',
        },
      },
    ])
  })

  it('writes the line when an answer that takes time is there', async () => {
    const exchange = new MemoryExchange()
    const answering = requestLog()(
      exchange,
      () => new Promise((resolve) => setTimeout(resolve, 40, new Answer(204, [], null))),
    )
    expect(exchange.logger.lines).toEqual([])
    await vi.advanceTimersByTimeAsync(40)
    await answering
    expect(exchange.logger.lines).toMatchObject([{ fields: { status: 204, duration_ms: 40 } }])
  })

  it('leaves out what is not known', () => {
    const exchange = new MemoryExchange({ peer: null })
    void requestLog()(exchange, () => new Answer(404, [], null))
    expect(exchange.logger.lines[0]?.fields).toMatchObject({ route: undefined, client: undefined })
  })

  it.each([
    [200, 'info'],
    [304, 'info'],
    [404, 'info'],
    [422, 'info'],
    [500, 'error'],
    [503, 'error'],
  ])('logs a %d as %s', (status, level) => {
    expect(log({}, { status })).toMatchObject([{ level, fields: { status } }])
  })

  it('can be told to log at debug what is no error', () => {
    expect(log({ level: 'debug' })).toMatchObject([{ level: 'debug' }])
    expect(log({ level: 'debug' }, { status: 500 })).toMatchObject([{ level: 'error' }])
  })

  it('warns of slow requests, and says so of slow errors', () => {
    expect(log({ slow: '1s' }, { takes: 999 })[0]?.fields.slow).toBeUndefined()
    expect(log({ slow: '1s' }, { takes: 1_000 })).toMatchObject([{ level: 'warn', fields: { slow: true } }])
    expect(log({ slow: '1s' }, { takes: 1_000, status: 500 })).toMatchObject([
      { level: 'error', fields: { slow: true } },
    ])
  })

  it('says nothing of what it is told to skip', () => {
    const skip: RequestLogOptions['skip'] = ({ path }, { status }) => path === '/health' && status < 400
    expect(log({ skip }, { path: '/health' })).toEqual([])
    expect(log({ skip }, { path: '/health', status: 503 })).toHaveLength(1)
    expect(log({ skip }, { path: '/items/7' })).toHaveLength(1)
  })

  it('writes the id of the request, whether requestId() stands outside or inside', () => {
    for (const [outer, inner] of [
      [requestId(), requestLog()],
      [requestLog(), requestId()],
    ] as const) {
      const exchange = new MemoryExchange()
      void outer(exchange, () => inner(exchange, () => new Answer(200, [], null)))
      expect(exchange.logger.lines[0]?.fields.request_id).toBe(exchange.id)
    }
  })
})
