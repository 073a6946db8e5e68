import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { consoleLogger } from './console-logger.ts'
import type { LogFields, Logger } from './logger.ts'
import { silentLogger } from './silent-logger.ts'

const log = vi.spyOn(console, 'log')
const error = vi.spyOn(console, 'error')
let written: string[] = []

beforeEach(() => {
  written = []
  for (const spy of [log, error])
    spy.mockReset().mockImplementation((line: string) => void written.push(line))
})

afterEach(() => {
  vi.useRealTimers()
})

function parse(line = ''): Record<string, unknown> {
  const json: Record<string, unknown> = JSON.parse(line)
  return json
}

/** The fields of the only line that was written, as a reader of the log gets them. */
function readBack(fields: LogFields, logger: Logger = consoleLogger()): Record<string, unknown> {
  written = []
  logger.info('test', fields)
  expect(written).toHaveLength(1)
  const { timestamp, level, message, ...rest } = parse(written[0])
  expect({ timestamp: typeof timestamp, level, message }).toEqual({
    timestamp: 'string',
    level: 'info',
    message: 'test',
  })
  return rest
}

describe('consoleLogger()', () => {
  it('writes one line of JSON with the time in UTC, the level, the message and the fields', () => {
    vi.useFakeTimers({ now: Date.UTC(2026, 10, 21, 9) })
    consoleLogger().info('started', { port: 8000 })
    expect(written).toEqual([
      '{"timestamp":"2026-11-21T09:00:00.000Z","level":"info","message":"started","port":8000}',
    ])
  })

  it('writes debug and info to the output, warn and error to the error output', () => {
    const logger = consoleLogger({ level: 'debug' })
    logger.debug('a')
    logger.info('b')
    expect([log.mock.calls.length, error.mock.calls.length]).toEqual([2, 0])
    logger.warn('c')
    logger.error('d')
    expect([log.mock.calls.length, error.mock.calls.length]).toEqual([2, 2])
    expect(written.map((line) => parse(line).level)).toEqual(['debug', 'info', 'warn', 'error'])
  })

  it.each([
    ['debug', 4],
    ['info', 3],
    ['warn', 2],
    ['error', 1],
    [undefined, 3],
  ] as const)('writes nothing below level %s', (level, lines) => {
    const logger = consoleLogger(level === undefined ? {} : { level })
    logger.debug('a')
    logger.info('b')
    logger.warn('c')
    logger.error('d')
    expect(written).toHaveLength(lines)
  })

  it('adds the fields of every ancestor to the lines of a child, the latest last word', () => {
    const logger = consoleLogger().child({ app: 'shop', user: 1 }).child({ user: 2, request_id: 'r1' })
    expect(readBack({ request_id: 'r2' }, logger)).toEqual({ app: 'shop', user: 2, request_id: 'r2' })
    expect(written[0]?.match(/request_id/g)).toHaveLength(1)
  })

  it('keeps fields that are named like its own apart', () => {
    expect(readBack({ level: 7, message: 'x', timestamp: 0 })).toEqual({
      'fields.level': 7,
      'fields.message': 'x',
      'fields.timestamp': 0,
    })
  })

  it('cannot be made to write a second line', () => {
    const breaks = 'a\r\nb\u2028c\u2029d\u0085e\u009bf\0g'
    consoleLogger().info(breaks, { [breaks]: breaks })
    expect(written).toHaveLength(1)
    expect(written[0]).toMatch(/^[\x20-\x7e]+$/)
    expect(parse(written[0])).toMatchObject({ message: breaks, [breaks]: breaks })
  })

  it('writes an error given in place of fields', () => {
    const failure: unknown = new TypeError('no')
    // In JavaScript nothing stops this.
    expect(readBack(failure as LogFields)).toMatchObject({ error: { name: 'TypeError', message: 'no' } })
  })

  it('writes a message that is no text', () => {
    const failure: unknown = new TypeError('no')
    // In JavaScript nothing stops this.
    consoleLogger().info(failure as string)
    expect(parse(written[0])).toMatchObject({ message: 'TypeError: no' })
  })

  it('cuts texts that are too long to read', () => {
    expect(readBack({ text: 'x'.repeat(20_000) }).text).toMatch(/^x{16384}… \(3616 more\)$/)
  })
})

describe('what consoleLogger() makes of values', () => {
  it('writes errors with name, message, code, stack and cause', () => {
    const cause = Object.assign(new Error('refused'), { code: 'ECONNREFUSED' })
    const { failure } = readBack({ failure: new RangeError('too far', { cause }) })
    expect(failure).toMatchObject({
      name: 'RangeError',
      message: 'too far',
      stack: expect.stringContaining('console-logger.test.ts'),
      cause: { name: 'Error', message: 'refused', code: 'ECONNREFUSED' },
    })
  })

  it('writes the errors of an AggregateError', () => {
    const { failure } = readBack({ failure: new AggregateError([new Error('a'), new Error('b')]) })
    expect(failure).toMatchObject({ errors: [{ message: 'a' }, { message: 'b' }] })
  })

  it.each<[unknown, unknown]>([
    [Number.NaN, 'NaN'],
    [-Infinity, '-Infinity'],
    [12n, '12'],
    [null, null],
    [new Date(0), '1970-01-01T00:00:00.000Z'],
    [new Date(Number.NaN), null],
    [new Map([['a', 1]]), { a: 1 }],
    [new Set([1, 2]), [1, 2]],
    [new Uint8Array(3), '[3 bytes]'],
    [
      [undefined, () => 1, 2],
      [null, null, 2],
    ],
    [{ toJSON: () => ({ a: 1 }) }, { a: 1 }],
    [{ toJSON: () => 'short' }, 'short'],
  ])('writes %o as %j', (value, json) => {
    expect(readBack({ value })).toEqual({ value: json })
  })

  it('leaves out what JSON has no word for', () => {
    expect(readBack({ a: undefined, b: () => 1, c: Symbol('c'), d: 1 })).toEqual({ d: 1 })
  })

  it('names a circle instead of following it', () => {
    const circle: Record<string, unknown> = { name: 'a' }
    circle.self = { inner: [circle] }
    const failure = new Error('x')
    failure.cause = failure
    expect(readBack({ circle })).toEqual({ circle: { name: 'a', self: { inner: ['[circular]'] } } })
    expect(readBack({ failure }).failure).toMatchObject({ cause: '[circular]' })
  })

  it('writes an object twice that is no circle', () => {
    const shared = { a: 1 }
    expect(readBack({ x: shared, y: [shared, shared] })).toEqual({ x: shared, y: [shared, shared] })
  })

  it('names what cannot be read', () => {
    const bomb = {
      get a(): never {
        throw new Error('no')
      },
      b: 1,
    }
    const failing = { toJSON: (): never => bomb.a }
    const proxy = new Proxy(
      {},
      { ownKeys: () => bomb.a, get: () => bomb.a, has: () => bomb.a, getPrototypeOf: () => bomb.a },
    )
    expect(readBack({ bomb, failing, proxy })).toEqual({
      bomb: { a: '[unreadable]', b: 1 },
      failing: '[unreadable]',
      proxy: '[unreadable]',
    })
    expect(readBack(bomb)).toEqual({ a: '[unreadable]', b: 1 })
    expect(readBack({ b: 2 }, consoleLogger().child(bomb))).toEqual({ a: '[unreadable]', b: 2 })
  })

  it('writes the line although its fields cannot be listed', () => {
    const fields = new Proxy<LogFields>({}, { ownKeys: () => Object.keys(parse('{')) })
    expect(readBack(fields)).toEqual({ fields: '[unreadable]' })
  })

  it('stops at a depth of 8 and at 1,000 values', () => {
    let deep: unknown = 'bottom'
    for (let at = 0; at < 100; at++) deep = { deep }
    expect(JSON.stringify(readBack({ deep }))).toContain('"[too deep]"')
    const { list, record } = readBack({
      list: Array.from({ length: 100_000 }, (_, at) => at),
      record: Object.fromEntries(Array.from({ length: 2_000 }, (_, at) => [`k${at}`, at])),
    })
    expect(list).toHaveLength(1_000)
    expect(list).toContain('[too much]')
    expect(record).toEqual({ '…': '[too much]' })
  })

  it('keeps __proto__ a plain name', () => {
    consoleLogger().info('x', parse('{"__proto__":{"a":1}}'))
    expect(written[0]).toContain('"__proto__":{"a":1}')
  })
})

describe('what consoleLogger() hides', () => {
  it.each([
    'authorization',
    'Proxy-Authorization',
    'cookie',
    'set-cookie',
    'password',
    'newPassword',
    'password_hash',
    'token',
    'refreshToken',
    'tokens',
    'secret',
    'CLIENT_SECRET',
    'api_key',
    'X-API-Key',
    'apiKey',
    'private key',
    'credentials',
  ])('hides the value of %s at any depth', (name) => {
    readBack({ [name]: 'canary', a: [{ b: { [name]: ['canary'] } }], map: new Map([[name, 'canary']]) })
    expect(written[0]).not.toContain('canary')
    expect(written[0]?.match(/\[redacted\]/g)).toHaveLength(3)
  })

  it('hides what follows the name of a secret in a list of headers', () => {
    const flat = ['accept', '*/*', 'set-cookie', 'canary', 'x', 'y']
    const pairs = [['Authorization', 'canary']]
    expect(readBack({ flat, pairs })).toEqual({
      flat: ['accept', '*/*', 'set-cookie', '[redacted]', 'x', 'y'],
      pairs: [['Authorization', '[redacted]']],
    })
  })

  it('hides the names that it is told to, in any spelling', () => {
    expect(readBack({ SSN: 'a', 's-s-n': 'b', ssnLike: 'c' }, consoleLogger({ redact: ['ssn'] }))).toEqual({
      SSN: '[redacted]',
      's-s-n': '[redacted]',
      ssnLike: 'c',
    })
  })

  it('hides no counts, flags and absences', () => {
    const fields = { prompt_tokens: 512, hasPassword: true, cookie: null, author: 'a' }
    expect(readBack({ ...fields, token: undefined })).toEqual(fields)
  })

  it('takes no long text of a list for a name', () => {
    const list = [`${'x'.repeat(100)} token`, 'a']
    expect(readBack({ list })).toEqual({ list })
  })

  it('judges names alike after it has seen thousands', () => {
    const logger = consoleLogger()
    for (let at = 0; at < 1_200; at++) logger.info('x', { [`name${at}`]: 1 })
    expect(readBack({ lateToken: 'canary', lateName: 'a' }, logger)).toEqual({
      lateToken: '[redacted]',
      lateName: 'a',
    })
  })
})

describe('silentLogger', () => {
  it('writes nothing, nor do its children', () => {
    const child = silentLogger.child({ a: 1 })
    for (const logger of [silentLogger, child]) {
      logger.debug('a')
      logger.info('b')
      logger.warn('c')
      logger.error('d')
    }
    expect(written).toEqual([])
  })
})
