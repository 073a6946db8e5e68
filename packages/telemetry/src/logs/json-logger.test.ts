import * as fc from 'fast-check'
import { describe, expect, it, vi } from 'vitest'
import { RecordedLog } from '../../tests/recorded-log.ts'
import type { ErrorReport } from './error-report.ts'
import { jsonLogger, type JsonLoggerOptions } from './json-logger.ts'

function recorded(options: JsonLoggerOptions = {}) {
  const destination = new RecordedLog()
  return { destination, log: jsonLogger({ destination, ...options }) }
}

describe('jsonLogger()', () => {
  it('writes one line of JSON an entry: the time in UTC, the level as a word, the message, the fields', () => {
    const { destination, log } = recorded({ fields: { service: 'shop' } })
    log.info('started', { port: 8000 })
    expect(destination.text).toMatch(
      /^\{"timestamp":"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z","level":"info","message":"started","service":"shop","port":8000\}\n$/,
    )
  })

  it('tells the time of the line, also when many lines share a millisecond', () => {
    vi.useFakeTimers({ now: new Date('2026-11-21T09:00:00.000Z'), toFake: ['Date'] })
    try {
      const { destination, log } = recorded()
      log.info('a')
      log.info('b')
      vi.setSystemTime(new Date('2026-11-21T09:00:00.001Z'))
      log.info('c')
      expect(destination.lines.map((line) => line['timestamp'])).toEqual([
        '2026-11-21T09:00:00.000Z',
        '2026-11-21T09:00:00.000Z',
        '2026-11-21T09:00:00.001Z',
      ])
    } finally {
      vi.useRealTimers()
    }
  })

  it.each([
    ['debug', ['debug', 'info', 'warn', 'error']],
    ['info', ['info', 'warn', 'error']],
    ['warn', ['warn', 'error']],
    ['error', ['error']],
  ] as const)('writes from %s on what is as grave', (level, written) => {
    const { destination, log } = recorded({ level })
    for (const each of ['debug', 'info', 'warn', 'error'] as const) log[each]('said')
    expect(destination.lines.map((line) => line['level'])).toEqual(written)
  })

  it('brings errors to where they belong at once', () => {
    const { destination, log } = recorded()
    log.warn('nearly')
    expect(destination.flushes).toBe(0)
    log.error('failed')
    expect(destination.flushes).toBe(1)
  })

  it('gives children the fields of their parents, and lets the later ones win', () => {
    const { destination, log } = recorded({ fields: { service: 'shop', step: 0 } })
    log.child({ step: 1 }).child({ order: 7 }).info('paid', { order: 8 })
    expect(destination.lines).toEqual([expect.objectContaining({ service: 'shop', step: 1, order: 8 })])
  })

  it('writes an error with its stack and its cause, also in place of fields', () => {
    const { destination, log } = recorded()
    const error = new Error('outer', { cause: new Error('inner') })
    log.error('failed', { error })
    // What JavaScript lets one do.
    log.error('failed', error as never)
    for (const line of destination.lines)
      expect(line['error']).toMatchObject({ name: 'Error', message: 'outer', cause: { message: 'inner' } })
  })

  it('never throws and never splits a line, whatever the fields are', () => {
    const { destination, log } = recorded()
    const circular: Record<string, unknown> = {}
    circular['self'] = circular
    const hostile = {
      circular,
      get broken(): never {
        throw new Error('do not read me')
      },
      revoked: Proxy.revocable({}, {}),
      big: 10n,
    }
    hostile.revoked.revoke()
    log.child(hostile).info('survived', hostile)
    expect(destination.lines).toHaveLength(1)
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary' }),
        fc.dictionary(fc.string(), fc.anything()),
        (message, fields) => {
          const before = destination.lines.length
          log.info(message, fields)
          expect(destination.lines).toHaveLength(before + 1)
        },
      ),
      { numRuns: 200 },
    )
  })

  it('writes for people where it is told to', () => {
    const { destination, log } = recorded({ pretty: true })
    log.info('started', { port: 8000, host: 'a' })
    log.error('failed', { error: new Error('broken') })
    const [first = '', second = '', third = ''] = destination.text.split('\n')
    expect(first).toMatch(/^\d\d:\d\d:\d\d\.\d{3} info {2}started {2}port=8000 {2}host=a$/)
    expect(second).toMatch(/^\d\d:\d\d:\d\d\.\d{3} error failed$/)
    expect(third).toBe('    Error: broken')
  })
})

describe('the redaction of a log', () => {
  it('hides fields that are named after secrets, at any depth, and those that it is told to', () => {
    const { destination, log } = recorded({ redact: { names: ['iban'] } })
    log.info('asked', { user: { password: 'hunter2', IBAN: 'DE00', name: 'Ana' }, accessToken: 'abc' })
    expect(destination.lines[0]).toMatchObject({
      user: { password: '[redacted]', IBAN: '[redacted]', name: 'Ana' },
      accessToken: '[redacted]',
    })
  })

  it('hides what stands at a path, in lists as well, in fields of parents and children', () => {
    const { destination, log } = recorded({
      redact: { paths: ['user.email', 'orders[*].note', 'any.*.deep', 'list.*'] },
    })
    log.child({ user: { email: 'ana@example.com', id: 1 } }).info('asked', {
      orders: [
        { note: 'for Ana', id: 1 },
        { note: { to: 'Ana' }, id: 2 },
      ],
      any: { way: { deep: 'x', flat: 'y' } },
      list: ['a', 'b'],
      email: 'shown',
    })
    expect(destination.lines[0]).toMatchObject({
      user: { email: '[redacted]', id: 1 },
      orders: [
        { note: '[redacted]', id: 1 },
        { note: '[redacted]', id: 2 },
      ],
      any: { way: { deep: '[redacted]', flat: 'y' } },
      list: ['[redacted]', '[redacted]'],
      email: 'shown',
    })
  })

  it('hides what looks like a secret, in messages, errors and numbers too', () => {
    const { destination, log } = recorded({ redact: { values: [/\bDE\d{20}\b/] } })
    log.error('cannot reach postgres://shop:hunter2@db/shop', {
      error: new Error('GET /?token=abcdef'),
      card: 4111111111111111,
      total: 12345678901234,
      account: 'pay to DE00000000000000000000',
    })
    expect(destination.text).not.toMatch(/hunter2|abcdef|4111111111111111|DE0000/)
    expect(destination.lines[0]).toMatchObject({
      message: 'cannot reach postgres://shop:[redacted]@db/shop',
      card: '[redacted]',
      total: 12345678901234,
      account: 'pay to [redacted]',
    })
  })
})

describe('the reporter of errors', () => {
  it('is told of each error, with the correlation id and what the log says of it', () => {
    const reports: ErrorReport[] = []
    const { log } = recorded({ report: (report) => reports.push(report) })
    const error = new Error('broken')
    log
      .child({ correlation_id: 'abc' })
      .error('request failed', { error, route: '/users', password: 'hunter2' })
    expect(reports).toEqual([
      {
        error,
        message: 'request failed',
        correlationId: 'abc',
        fields: expect.objectContaining({ level: 'error', route: '/users', password: '[redacted]' }),
      },
    ])
    expect(reports[0]?.error).toBe(error)
    expect(reports[0]?.fields).not.toHaveProperty('error')
  })

  it('is not told of warnings, nor of lines without an error', () => {
    const report = vi.fn()
    const { log } = recorded({ report })
    log.warn('slow', { error: new Error('warned') })
    log.error('request answered', { status: 500 })
    expect(report).not.toHaveBeenCalled()
  })

  it.each([
    [
      'throws',
      () => {
        throw new Error('offline')
      },
    ],
    ['rejects', () => Promise.reject(new Error('offline'))],
  ])('is warned of in the log when it %s, and not told of that', async (_how, report: () => unknown) => {
    const { destination, log } = recorded({ report })
    log.error('failed', { error: new Error('first') })
    await vi.waitFor(() => expect(destination.of('The error reporter failed.')).toHaveLength(1))
    expect(destination.lines).toHaveLength(2)
  })
})
