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
      expect(answer.headers).not.toEqual(fields)
      expect(answer.fields).toBe(answer.headers)
      expect(answer.sharedFields).toBeUndefined()
      expect(other.fields).toBe(fields)
      expect(fields).toEqual(['content-type', 'application/json'])
    })

    it('goes on sharing them while they are read', () => {
      const answer = Answer.sharing(200, fields, '{}')
      expect(answer.get('content-type')).toBe('application/json')
      answer.delete('x')
      expect(answer.sharedFields).toBe(fields)
      expect(answer.fields).toBe(fields)
      expect(answer.ownFields).toEqual([])
    })

    it('keeps beside them what is appended or set for the first time, until something else is changed', () => {
      const answer = Answer.sharing(200, fields, '{}')
      answer.append('x-id', 'a')
      answer.set('vary', 'accept')
      expect(answer.sharedFields).toBe(fields)
      expect(answer.ownFields).toEqual(['x-id', 'a', 'vary', 'accept'])
      expect([answer.get('content-type'), answer.get('x-id')]).toEqual(['application/json', 'a'])
      expect(Answer.sharing(200, fields, '{}').ownFields).toEqual([])
      answer.set('x-id', 'b')
      expect(answer.sharedFields).toBeUndefined()
      expect(answer.ownFields).toEqual([])
      expect(answer.headers).toEqual([...fields, 'vary', 'accept', 'x-id', 'b'])
    })

    it('keeps what is its own when it shares another list', () => {
      const answer = Answer.sharing(200, fields, '{}')
      answer.append('x-id', 'a')
      answer.share(['x', 'y'])
      expect(answer.headers).toEqual(['x', 'y', 'x-id', 'a'])
    })

    it('is joined with what is its own by a look at the whole', () => {
      const answer = Answer.sharing(200, fields, '{}')
      answer.append('x-id', 'a')
      expect(answer.fields).toEqual([...fields, 'x-id', 'a'])
      expect(fields).toHaveLength(2)
    })

    it.each([
      ['x', 'a\r\nset-cookie: b=c'],
      ['x y', 'a'],
    ])('refuses to have %j beside them with the value %j', (name, value) => {
      const answer = Answer.sharing(200, fields, '{}')
      expect(() => answer.append(name, value)).toThrow(TypeError)
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
