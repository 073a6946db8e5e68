import { readFileSync } from 'node:fs'
import { App, type AppMiddleware, body, dependency, HttpError, query } from 'vivace'
import { testClient } from 'vivace/testing'
import { cache, namespace } from '@vivace/cache'
import { UpstreamError } from '@vivace/http'
import { healthCheck, healthRouter, jsonLogger, telemetry } from '@vivace/telemetry'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import * as z from 'zod'
import { RecordedLog } from './recorded-log.ts'

/** What an error of production has in it, none of which a client may read. */
const insides = {
  address: 'postgres://shop:canary-password@db.internal/shop',
  statement: 'SELECT card FROM customers WHERE id = 7',
  path: '/srv/shop/node_modules/pg/lib/client.js',
}
const text = `${insides.statement} failed at ${insides.path} of ${insides.address}`

class DatabaseError extends Error {
  readonly code = '23505'
  readonly detail = `Key (email)=(${insides.address}) already exists.`
  readonly query = insides.statement
  readonly parameters = [insides.address]
}

class Deceitful extends Error {
  override get message(): string {
    throw new Error(text)
  }
}

function thrownBy(fails: () => unknown): unknown {
  try {
    return fails()
  } catch (error) {
    return error
  }
}

/** Twenty kinds of what code throws, made anew each time. */
const kinds: Readonly<Record<string, () => unknown>> = {
  Error: () => new Error(text),
  'an error with a cause': () => new Error('it failed', { cause: new Error(text) }),
  TypeError: () => new TypeError(text),
  RangeError: () => new RangeError(text),
  'a SyntaxError of JSON': () => thrownBy(() => JSON.parse(`{"a": ${text}`) as unknown),
  AggregateError: () => new AggregateError([new Error(text), new Error(text)], text),
  DOMException: () => new DOMException(text, 'OperationError'),
  'an error of the file system': () => thrownBy(() => readFileSync(insides.path)),
  'an error of the database': () => new DatabaseError(text),
  'an error of a schema': () => z.object({ [text]: z.int() }).safeParse({ [text]: text }).error,
  'an error with a status of its own': () =>
    Object.assign(new Error(text), { status: 404, statusCode: 404, expose: true }),
  'an error with headers': () => Object.assign(new Error(text), { headers: { 'x-inside': text } }),
  UpstreamError: () =>
    new UpstreamError({
      failure: 'network',
      method: 'GET',
      url: new URL('https://db.internal/x'),
      cause: text,
    }),
  'an HttpError with a cause': () => new HttpError(500, { cause: new Error(text) }),
  'an error that cannot be read': () => new Deceitful(),
  'an error that is its own cause': () => {
    const error = new Error(text)
    error.cause = error
    return error
  },
  'an error of 1 MB': () => new Error(text.repeat(10_000)),
  text: () => text,
  'an object': () => ({ message: text, stack: text, toString: () => text, toJSON: () => ({ text }) }),
  nothing: () => undefined,
}

let recorded: RecordedLog
beforeEach(() => {
  vi.stubEnv('NODE_ENV', 'production')
  recorded = new RecordedLog()
})
afterEach(() => vi.unstubAllEnvs())

/** An app that throws what it is told, in ten places. */
function failingApp(make: () => unknown): App {
  const fail = (): never => {
    throw make()
  }
  const later = async (): Promise<never> => {
    await Promise.resolve()
    throw make()
  }
  const guardian: AppMiddleware = (exchange, next) => (exchange.path === '/middleware' ? later() : next())
  const app = new App({
    title: 'Shop',
    version: '1.0.0',
    log: jsonLogger({ destination: recorded }),
    middleware: [telemetry(), guardian],
  })
  const cleaning = dependency({}, async function* () {
    yield 'a connection'
    await later()
  })
  const throwing = z.string().transform(() => fail())
  const caches = cache({
    redisUrl: false,
    namespaces: {
      values: namespace({ name: 'values', key: z.string(), value: z.string(), ttl: '1m', entries: 9 }),
    },
  })
  app.get('/handler', {}, fail)
  app.get('/later', {}, later)
  app.get('/middleware', {}, () => 'never')
  app.get('/dependency', { inputs: { made: dependency({}, later) } }, () => 'never')
  app.get('/clean-up', { inputs: { cleaning } }, () => 'never told')
  app.get('/schema', { inputs: { q: query(throwing) } }, () => 'never')
  app.post('/body', { inputs: { given: body(z.object({ a: throwing })) } }, () => 'never')
  app.get('/answer', { returns: z.object({ a: z.string() }) }, () => ({
    get a(): string {
      return fail()
    },
  }))
  app.get('/cached', { inputs: { caches } }, ({ caches }) => caches.values.getOrLoad('a', later))
  app.include(healthRouter({ checks: { database: healthCheck({}, later) } }))
  return app
}

const places = [
  '/handler',
  '/later',
  '/middleware',
  '/dependency',
  '/clean-up',
  '/schema?q=a',
  '/answer',
  '/cached',
]

describe('an exception in production', () => {
  it.each(Object.entries(kinds))('tells nothing of the inside: %s', async (_kind, make) => {
    const client = await testClient(failingApp(make))
    const answers = await Promise.all([
      ...places.map((place) => client.get(place)),
      client.post('/body', { json: { a: 'x' } }),
      client.get('/health/ready'),
    ])
    expect(answers).toHaveLength(10)
    for (const answer of answers) {
      expect(answer.status).toBeGreaterThanOrEqual(500)
      const told = `${JSON.stringify([...answer.headers])}${answer.text()}`
      for (const inside of [
        ...Object.values(insides),
        'canary',
        'SELECT',
        '/srv/',
        '.ts:',
        '.js:',
        '    at ',
      ])
        expect(told).not.toContain(inside)
      expect(answer.headers.get('x-powered-by')).toBeNull()
      expect(answer.headers.get('server')).toBeNull()
    }
    for (const answer of answers.slice(0, -1)) {
      expect(answer.headers.get('content-type')).toBe('application/problem+json')
      const members = Object.keys(z.record(z.string(), z.unknown()).parse(answer.json()))
      expect(
        members.filter((name) => !['type', 'title', 'status', 'instance', 'code'].includes(name)),
      ).toEqual([])
    }
    await client[Symbol.asyncDispose]()
    // The log has what went wrong, without the password.
    expect(recorded.text).not.toContain('canary-password')
    expect(recorded.of('request answered')).toHaveLength(10)
  })
})
