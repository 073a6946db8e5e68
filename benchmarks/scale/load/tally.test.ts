import { describe, expect, it } from 'vitest'
import { faultOf, prepareExchange, Tally } from './tally.ts'

const request = 'GET /json HTTP/1.1\r\nhost: localhost\r\n\r\n'
const exchange = prepareExchange({ request, status: 200, body: '{"año":1}' })
const answered = (status: number, text: string): { status: number; body: Buffer; isLast: boolean } => ({
  status,
  body: Buffer.from(text),
  isLast: false,
})

describe('faultOf()', () => {
  it('finds nothing wrong with the very answer that is expected', () => {
    expect(faultOf(exchange, answered(200, '{"año":1}'))).toBeUndefined()
  })

  it('names another status and another body', () => {
    expect(faultOf(exchange, answered(503, '{"año":1}'))).toBe('GET /json: it answered 503, not 200')
    expect(faultOf(exchange, answered(200, '{"año":2}'))).toBe('GET /json: it answered {"año":2}')
  })

  it('holds an answer without a known body to its status', () => {
    const some = prepareExchange({ request, status: 404 })
    expect(faultOf(some, answered(404, 'whatever'))).toBeUndefined()
    expect(faultOf(some, answered(200, 'whatever'))).toBeDefined()
  })
})

describe('Tally', () => {
  it('counts latency from when a request was meant to be sent, and the lag of the client apart', () => {
    const tally = new Tally()
    tally.answered(exchange, answered(200, '{"año":1}'), { intended: 10, sent: 14, answered: 40 })
    const report = tally.report(3)
    expect([...report.latencies]).toEqual([30])
    expect([...report.lags]).toEqual([4])
    expect(report).toMatchObject({ answered: 1, seconds: 0.04, lost: 0, wrong: 0, examples: [], reopened: 3 })
  })

  it('counts what is wrong and what is lost, and tells the first of them', () => {
    const tally = new Tally()
    for (let at = 0; at < 9; at++) {
      tally.answered(exchange, answered(500, ''), { intended: 0, sent: 0, answered: at })
    }
    tally.lose(2, 'reset')
    tally.lose(0, 'nothing')
    const { answered: count, wrong, lost, examples } = tally.report(0)
    expect({ count, wrong, lost, settled: tally.settled }).toEqual({
      count: 9,
      wrong: 9,
      lost: 2,
      settled: 11,
    })
    expect(examples).toHaveLength(5)
  })
})
