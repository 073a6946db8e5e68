import { describe, expect, it } from 'vitest'
import { Answer } from '../exchange/answer.ts'
import { KnownHeads } from './known-heads.ts'

const kind = (id: number): Answer => withFields(['content-type', 'text/plain', 'x-request-id', String(id)])

const withFields = (fields: string[], status = 200): Answer => new Answer(status, fields, 'abc')

describe('the heads of answers', () => {
  it('are made once for answers that have the same', () => {
    const known = new KnownHeads()
    const { init } = known.of(kind(1))
    expect(known.of(kind(1)).init).toBe(init)
    expect([...init.headers]).toEqual([
      ['content-type', 'text/plain'],
      ['x-request-id', '1'],
    ])
  })

  it('have the status of the answer', () => {
    const known = new KnownHeads()
    for (const status of [200, 201, 404, 201, 200])
      expect(known.of(withFields(['content-type', 'text/plain'], status)).init.status).toBe(status)
  })

  it('are those of the answer, however many kinds there are', () => {
    const known = new KnownHeads()
    for (const round of [1, 2]) {
      for (let id = 0; id < 20 * round; id++)
        expect(known.of(kind(id)).init.headers.get('x-request-id')).toBe(String(id))
    }
  })

  it('are those of a list that answers share', () => {
    const known = new KnownHeads()
    const fields = ['content-type', 'application/json']
    const { init } = known.of(Answer.sharing(200, fields, '{}'))
    expect(init.headers.get('content-type')).toBe('application/json')
    expect(known.of(Answer.sharing(200, fields, '[]')).init).toBe(init)
    expect(known.of(withFields([...fields])).init).toBe(init)
  })

  it('do not follow a list that is changed, nor a response that is', () => {
    const known = new KnownHeads()
    const answer = kind(1)
    const response = new Response('abc', known.of(answer).init)
    response.headers.set('content-length', '3')
    answer.headers.push('x-other', 'a')
    expect(known.of(kind(1)).init.headers.has('content-length')).toBe(false)
    expect(known.of(kind(1)).init.headers.has('x-other')).toBe(false)
    expect(known.of(answer).init.headers.get('x-other')).toBe('a')
  })

  it('say whether they have a type', () => {
    const known = new KnownHeads()
    expect(known.of(kind(1)).hasContentType).toBe(true)
    expect(known.of(withFields(['x-request-id', '1'])).hasContentType).toBe(false)
  })

  it('keep each cookie, and leave out what frames the body', () => {
    const answer = withFields(['set-cookie', 'a=1', 'set-cookie', 'b=2', 'content-length', '9'])
    const { headers } = new KnownHeads().of(answer).init
    expect(headers.getSetCookie()).toEqual(['a=1', 'b=2'])
    expect(headers.has('content-length')).toBe(false)
  })

  it('are refused where HTTP does not allow them, however often', () => {
    const known = new KnownHeads()
    for (const _time of [1, 2]) expect(() => known.of(withFields(['x-a', 'a\r\nb']))).toThrow(/'x-a'|"x-a"/)
  })
})
