import { describe, expect, it } from 'vitest'
import { Answer } from './answer.ts'

describe('Answer', () => {
  it('gives the first value of a header', () => {
    const answer = new Answer(200, ['set-cookie', 'a=1', 'set-cookie', 'b=2'], null)
    expect(answer.get('set-cookie')).toBe('a=1')
    expect(answer.get('location')).toBeUndefined()
  })

  it('replaces every value of a header with set and adds one with append', () => {
    const answer = new Answer(200, ['set-cookie', 'a=1', 'x', 'y', 'set-cookie', 'b=2'], null)
    answer.set('set-cookie', 'c=3')
    answer.append('set-cookie', 'd=4')
    expect(answer.headers).toEqual(['x', 'y', 'set-cookie', 'c=3', 'set-cookie', 'd=4'])
  })

  it('takes a value that reads like a name for a value', () => {
    const answer = new Answer(200, ['x', 'vary', 'vary', 'accept'], null)
    answer.vary('Origin')
    expect(answer.headers).toEqual(['x', 'vary', 'vary', 'accept, origin'])
  })

  it('joins what several Vary lines name, once each, in any case', () => {
    const answer = new Answer(200, ['vary', 'Accept, Origin', 'vary', 'cookie'], null)
    answer.vary('origin', 'Accept-Encoding')
    expect(answer.headers).toEqual(['vary', 'accept, origin, cookie, accept-encoding'])
  })
})
