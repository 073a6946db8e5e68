import { knownToken } from '../work/database.ts'

/** A request as it goes over the wire, and whether the client leaves before the answer. */
export interface MixedRequest {
  readonly text: string
  /** Of a right answer. */
  readonly status: number
  readonly isAborted: boolean
}

const get = (path: string, headers = ''): string =>
  `GET ${path} HTTP/1.1\r\nhost: localhost\r\n${headers}\r\n`

const post = (body: string): string =>
  `POST /users HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n${body}`

const user = '{"email":"ada@example.org","password":"correct horse","name":"Ada","tags":["a"]}'
const authorized = `authorization: Bearer ${knownToken}\r\n`

// Twenty: 12 that are right, 2 that lead nowhere, 2 that are not valid, 1 that fails, 2 left alone, 1 without a token.
const kinds: readonly (readonly [status: number, write: (at: number) => string])[] = [
  [200, () => get('/json')],
  [200, (at) => get(`/items/${at}?skip=1&limit=10&q=text%20${at}`)],
  [201, () => post(user)],
  [200, () => get('/me', authorized)],
  [200, () => get('/json')],
  [200, (at) => get(`/items/${at}`)],
  [201, () => post(user)],
  [200, () => get('/me', authorized)],
  [200, () => get('/json')],
  [200, (at) => get(`/items/${at}?limit=1000`)],
  [201, () => post(user)],
  [200, () => get('/rows')],
  [404, (at) => get(`/nowhere/${at}`)],
  [404, (at) => get(`/${at}`)],
  [422, (at) => get(`/items/x${at}?limit=0`)],
  [422, () => post('{"email":1}')],
  [500, () => get('/broken')],
  [401, () => get('/me')],
  [200, () => get('/me', authorized)],
  [201, () => post(user)],
]

/**
 * One of a mixture of requests, the same for the same number: 60 % that succeed, 10 % for paths that are not
 * there, 10 % that are not valid, 5 % that fail, 5 % without a token, 10 % whose client leaves.
 *
 *     mixedRequest(12).text    // 'GET /nowhere/12 HTTP/1.1…'
 */
export function mixedRequest(at: number): MixedRequest {
  const kind = at % kinds.length
  const [status, write] = kinds[kind] ?? [0, () => '']
  return { text: write(at), status, isAborted: kind >= 18 }
}
