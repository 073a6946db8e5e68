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

  describe('that shares its headers with others', () => {
    const fields = ['content-type', 'application/json']
    const changes: Record<string, (answer: Answer) => void> = {
      set: (answer) => answer.set('content-type', 'text/plain'),
      append: (answer) => answer.append('x', 'y'),
      delete: (answer) => answer.delete('content-type'),
      vary: (answer) => answer.vary('origin'),
      'a push': (answer) => void answer.headers.push('x', 'y'),
      'a list of its own': (answer) => (answer.headers = ['x', 'y']),
    }

    it.each(Object.entries(changes))('is changed alone by %s', (_name, change) => {
      const answer = Answer.sharing(200, fields, '{}')
      const other = Answer.sharing(200, fields, '{}')
      change(answer)
      expect(answer.isShared).toBe(false)
      expect(answer.headers).not.toEqual(fields)
      expect(answer.fields).toBe(answer.headers)
      expect(other.fields).toBe(fields)
      expect(fields).toEqual(['content-type', 'application/json'])
    })

    it('goes on sharing them while they are read', () => {
      const answer = Answer.sharing(200, fields, '{}')
      expect(answer.get('content-type')).toBe('application/json')
      answer.delete('x')
      expect(answer.isShared).toBe(true)
      expect(answer.fields).toBe(fields)
    })

    it('can begin to do so', () => {
      const answer = new Answer(200, ['x', 'y'], null).share(fields)
      expect(answer.fields).toBe(fields)
      answer.headers.push('x', 'y')
      expect(fields).toHaveLength(2)
    })
  })
})
