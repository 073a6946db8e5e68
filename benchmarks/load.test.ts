import { describe, expect, it } from 'vitest'
import { autocannonCommand, readAutocannon } from './autocannon.ts'
import { readWrk, wrkCommand, wrkScript } from './wrk.ts'
import { workloads } from './workloads.ts'

const order = { origin: 'http://127.0.0.1:8000', request: workloads.W3.request, seconds: 3 }

describe('wrk', () => {
  it('is told the shape of the load', () => {
    expect(wrkCommand(order, '/tmp/a.lua').join(' ')).toBe(
      'wrk --threads 1 --connections 64 --duration 3s --latency --script /tmp/a.lua http://127.0.0.1:8000/users',
    )
  })

  it('is told the request in Lua, quotes escaped', () => {
    const script = wrkScript({ ...order, request: { ...order.request, body: '{"a":1}' } })
    expect(script).toContain('wrk.method = "POST"\nwrk.headers["content-type"] = "application/json"')
    expect(script).toContain('wrk.body = "{\\"a\\":1}"')
  })

  it('is read in seconds and milliseconds', () => {
    const output =
      'Running 3s test\n\nJSON {"requests":600,"duration":3000000,"p50":1500,"p99":4000,"failures":2}\n'
    expect(readWrk(output)).toEqual({ requests: 600, seconds: 3, p50: 1.5, p99: 4, failures: 2 })
  })

  it('is refused without figures', () => {
    expect(() => readWrk('unable to connect')).toThrow('wrk wrote no figures: unable to connect')
    expect(() => readWrk('JSON {"requests":1}')).toThrow('the load program wrote no number for duration')
  })
})

describe('autocannon', () => {
  it('is told the shape of the load and the request', () => {
    expect(autocannonCommand(order)).toEqual([
      ...['autocannon', '--connections', '64', '--duration', '3', '--json', '--no-progress'],
      ...['--method', 'POST', '--headers', 'content-type=application/json'],
      ...['--body', order.request.body, 'http://127.0.0.1:8000/users'],
    ])
  })

  it('is read with every kind of failure', () => {
    const written = {
      ...{ duration: 3.01, errors: 1, timeouts: 2, non2xx: 3 },
      ...{ requests: { total: 600 }, latency: { p50: 1, p99: 4 } },
    }
    expect(readAutocannon(JSON.stringify(written))).toEqual({
      ...{ requests: 600, seconds: 3.01, p50: 1, p99: 4, failures: 6 },
    })
  })
})
