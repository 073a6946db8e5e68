import { describe, expect, it } from 'vitest'
import { mixedRequest } from './mixed-requests.ts'

describe('mixedRequest()', () => {
  const twenty = Array.from({ length: 20 }, (_, at) => mixedRequest(at))

  it('mixes of twenty, two clients leave, two paths are unknown, two inputs are wrong', () => {
    const counted = (pattern: RegExp): number => twenty.filter(({ text }) => pattern.test(text)).length
    expect(twenty.filter(({ isAborted }) => isAborted)).toHaveLength(2)
    expect(counted(/^GET \/(?:nowhere\/)?\d+ /)).toBe(2)
    expect(counted(/"email":1|limit=0/)).toBe(2)
    expect(counted(/^GET \/broken /)).toBe(1)
    expect(counted(/^GET \/me HTTP\/1.1\r\nhost: localhost\r\n\r\n$/)).toBe(1)
  })

  it('sends a body of the length that it tells', () => {
    for (const { text } of twenty) {
      const [head = '', body = ''] = text.split('\r\n\r\n')
      expect(body).toHaveLength(Number(/content-length: (\d+)/.exec(head)?.[1] ?? 0))
    }
  })

  it('knows the status of every right answer', () => {
    const counted = (status: number): number => twenty.filter((one) => one.status === status).length
    expect([200, 201, 404, 422, 500, 401].map(counted)).toEqual([10, 4, 2, 2, 1, 1])
    for (const { text, status } of twenty) expect(status === 201).toBe(text.includes('"correct horse"'))
  })
})
