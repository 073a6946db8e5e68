import { describe, expect, it } from 'vitest'
import { differences, readTranscript } from './transcript.ts'

const shown = `POST /items?q=1
content-type: application/json

{ "id": 7 }

HTTP/1.1 201 Created
location: /items/7

{
  "id": 7
}

GET /items/7

HTTP/1.1 204 No Content`

describe('readTranscript()', () => {
  it('reads requests and answers in turn', () => {
    expect(readTranscript(shown)).toEqual([
      {
        method: 'POST',
        target: '/items?q=1',
        request: { headers: [['content-type', 'application/json']], body: '{ "id": 7 }' },
        status: 201,
        phrase: 'Created',
        answer: { headers: [['location', '/items/7']], body: '{\n  "id": 7\n}' },
      },
      {
        method: 'GET',
        target: '/items/7',
        request: { headers: [], body: '' },
        status: 204,
        phrase: 'No Content',
        answer: { headers: [], body: '' },
      },
    ])
  })

  it.each([
    ['HTTP/1.1 200 OK', 'A transcript begins with a request'],
    ['GET /items', 'GET /items has no answer'],
    ['GET /items\n\nHTTP/1.1 200 OK\nno header', 'This is no header: no header'],
  ])('refuses %j', (text, message) => {
    expect(() => readTranscript(text)).toThrow(message)
  })
})

describe('differences()', () => {
  const real = (body: string, headers: Record<string, string> = {}) => ({
    status: 201,
    headers: new Headers({ 'content-type': 'application/json', location: '/items/7', ...headers }),
    text: () => body,
  })
  const [exchange] = readTranscript(shown)
  if (exchange === undefined) throw new Error('The transcript has an exchange.')

  it('finds none where only the layout of the JSON differs', () => {
    expect(differences(exchange, real('{"id":7}'))).toEqual([])
  })

  it('finds another value, another order, another header and another status', () => {
    expect(differences(exchange, real('{"id":8}'))).toEqual([
      'the page shows the body {"id":7}, the app answers {"id":8}',
    ])
    expect(differences(exchange, real('{"id":7}', { location: '/' }))).toHaveLength(1)
    expect(differences({ ...exchange, phrase: 'Made' }, real('{"id":7}'))).toHaveLength(1)
    expect(differences({ ...exchange, status: 200 }, real('{"id":7}'))).toHaveLength(1)
  })

  it('compares what is no JSON as it is', () => {
    const text = { ...exchange, answer: { headers: [], body: '{ "id": 7 }' } }
    expect(differences(text, real('{"id":7}', { 'content-type': 'text/plain' }))).toHaveLength(1)
  })
})
