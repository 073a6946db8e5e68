import { describe, expect, it } from 'vitest'
import { PrettyLines } from './pretty-line.ts'

const lines = new PrettyLines(false)
const entry = (fields: object): string =>
  JSON.stringify({ timestamp: '2026-11-21T09:00:00.000Z', level: 'info', message: 'hello', ...fields })

describe('PrettyLines', () => {
  it('writes method, path, status and time of a request', () => {
    const request = { kind: 'request', method: 'GET', path: '/a', status: 200, duration: 1.26 } as const
    expect(lines.request(request, new Date(2026, 0, 1, 9, 5, 7))).toBe('09:05:07  GET /a  200  1.3 ms')
    expect(new PrettyLines(true).request(request)).toContain('\u001b[32m200')
  })

  it('writes a line of the log as people read it', () => {
    expect(lines.log(entry({ a: 1, b: 'two', c: [3] }))).toMatch(
      /^\d\d:\d\d:\d\d {2}info hello {2}a=1 {2}b=two {2}c=\[ 3 \]$/,
    )
    expect(lines.log(entry({ error: { name: 'Error', stack: 'Error: x\n  at y' } }))).toMatch(
      /hello\n {4}Error: x\n {6}at y$/,
    )
  })

  it.each(['plain', '{"a":1}', '{broken'])('leaves %s as it is', (line) => {
    expect(lines.log(line)).toBe(line)
  })

  it('leaves out the log of a request, which has its line already', () => {
    expect(lines.log(entry({ message: 'request answered', status: 200, duration_ms: 1 }))).toBeUndefined()
  })
})
