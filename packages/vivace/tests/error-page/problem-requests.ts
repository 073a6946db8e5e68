import {
  accepts,
  App,
  bearer,
  body,
  file,
  form,
  idempotencyKeys,
  type IdempotencyRecord,
  type IdempotencyStore,
  insufficientScope,
  InvalidGrant,
  passwordForm,
  path,
  preconditions,
  query,
  signal,
  silentLogger,
  singleton,
  socket,
} from 'vivace'
import { fileURLToPath } from 'node:url'
import { tokenVerifier, verifiedToken } from 'vivace/jwt'
import { csrf, timeout } from 'vivace/middleware'
import { rateLimitGuard, rateLimiter } from '@vivace/limits'
import * as z from 'zod'
import type { ProblemCode } from '../../src/errors/index.ts'

/** An app in which everything can go wrong. */
export const shop: App = new App({
  title: 'Shop',
  version: '1.0.0',
  log: silentLogger,
  middleware: [csrf(), timeout('50ms')],
})

const inputs = { itemId: path(z.int()), limit: query(z.int().max(100).default(20)) }
shop.get('/items/{itemId}', { inputs }, ({ itemId }) => ({ itemId }))
shop.post('/items', { bodyLimit: 1_000, inputs: { item: body(z.object({ name: z.string() })) } }, () => 1)
shop.post('/notes', { inputs: { text: form(z.string()) } }, ({ text }) => text)
const conditions = preconditions({ required: true })
shop.put('/stock', { inputs: { conditions } }, ({ conditions }) => conditions.require(2))
const digits = fileURLToPath(new URL('digits.txt', import.meta.url))
shop.get('/digits', { returns: file() }, () => file(digits))
shop.get('/prices', { inputs: { format: accepts(['application/json', 'text/csv']) } }, () => [])
shop.get('/me', { inputs: { token: bearer() } }, () => 'me')
shop.post('/token', { inputs: { login: passwordForm() } }, () => {
  throw new InvalidGrant({ detail: 'Wrong name or password.' })
})
const verifier = singleton({}, () =>
  tokenVerifier({
    issuer: 'https://id.example',
    audience: 'https://shop.example',
    algorithms: ['ES256'],
    jwks: 'http://127.0.0.1:1/nobody-listens-here',
  }),
)
shop.get('/orders', { inputs: { claims: verifiedToken(bearer(), verifier) } }, () => [])
const login = rateLimitGuard(
  { name: 'login', limit: 5, per: '1m', cost: query(z.int(), { name: 'tries' }) },
  {
    limiter: rateLimiter({ redis: '' }),
  },
)
shop.get('/tries', { dependencies: [login] }, () => 1)
const uncounted = rateLimitGuard(
  { name: 'login', limit: 5, per: '1m', whenUnavailable: 'refuse' },
  {
    limiter: rateLimiter({ store: { take: () => Promise.reject(new Error('no connection to 10.0.0.5')) } }),
  },
)
shop.get('/uncounted', { dependencies: [uncounted] }, () => 1)
shop.get('/stock', {}, () => {
  throw insufficientScope(['stock:write'])
})
shop.get('/report', {}, () => {
  throw new Error('no connection to 10.0.0.5')
})
shop.websocket('/chat', { inputs: { socket: socket() } }, () => undefined)
shop.get('/forecast', { inputs: { signal } }, async ({ signal }) => {
  await new Promise((resolve) => signal.addEventListener('abort', resolve))
})

const known: Readonly<Record<string, (fingerprint: string) => IdempotencyRecord>> = {
  '/orders': (fingerprint) => ({ fingerprint }),
  '/payments': () => ({ fingerprint: 'of another request' }),
  '/exports': (fingerprint) => ({ fingerprint, outcome: 'not-kept' }),
}
for (const [path, recordOf] of Object.entries(known)) {
  const store: IdempotencyStore = {
    claim: (_, { fingerprint }) => recordOf(fingerprint),
    save: () => undefined,
    release: () => undefined,
  }
  shop.post(path, { idempotency: idempotencyKeys({ store, required: true }) }, () => 1)
}

const keyed = (path: string, ...lines: string[]): string[] => [
  `POST ${path} HTTP/1.1`,
  'host: shop.example',
  'content-length: 0',
  ...lines,
]
const post = (...lines: string[]): string[] => ['POST /items HTTP/1.1', 'host: shop.example', ...lines]
const get = (target: string, ...lines: string[]): string[] => [
  `GET ${target} HTTP/1.1`,
  'host: shop.example',
  ...lines,
]
const multipart = 'multipart/form-data'
const json = 'content-type: application/json'

/** A request for each code that goes over a wire: its lines up to the body, and the body; a test misses the others. */
export const problemRequests: Readonly<
  Partial<Record<ProblemCode, readonly [lines: string[], body?: string]>>
> = {
  'bad-request': [get('/items/7?limit=%zz')],
  'content-too-large': [post(json, 'content-length: 2000')],
  'cross-site-request': [post('cookie: session=1', 'origin: https://evil.example', 'content-length: 0')],
  'expectation-failed': [get('/items/7', 'expect: the-best')],
  'handshake-invalid': [
    get('/chat', 'connection: Upgrade', 'upgrade: websocket', 'sec-websocket-version: 13'),
  ],
  'headers-too-large': [get('/items/7', ...Array.from({ length: 100 }, (_, index) => `x-${index}: 1`))],
  'host-invalid': [['GET /items/7 HTTP/1.1', 'host: shop.example/items']],
  'idempotency-answer-not-kept': [keyed('/exports', 'idempotency-key: k1')],
  'idempotency-key-in-use': [keyed('/orders', 'idempotency-key: k1')],
  'idempotency-key-invalid': [keyed('/orders', 'idempotency-key: not one key')],
  'idempotency-key-missing': [keyed('/orders')],
  'idempotency-key-reused': [keyed('/payments', 'idempotency-key: k1')],
  'insufficient-scope': [get('/stock')],
  'internal-error': [get('/report')],
  'invalid-grant': [
    [
      'POST /token HTTP/1.1',
      'host: shop.example',
      'content-type: application/x-www-form-urlencoded',
      'content-length: 44',
    ],
    'grant_type=password&username=ana&password=no',
  ],
  'invalid-token': [get('/orders', 'authorization: Bearer a-token-that-is-none')],
  'malformed-form': [
    [
      'POST /notes HTTP/1.1',
      'host: shop.example',
      `content-type: ${multipart}; boundary=x`,
      'content-length: 5',
    ],
    '--x\r\n',
  ],
  'malformed-json': [post(json, 'content-length: 16'), '{ "name": "Cup",'],
  'method-not-allowed': [['DELETE /items/7 HTTP/1.1', 'host: shop.example']],
  'not-acceptable': [get('/prices', 'accept: image/png')],
  'not-authenticated': [get('/me')],
  'not-found': [get('/item/7')],
  'path-not-canonical': [get('/items//7')],
  'precondition-failed': [['PUT /stock HTTP/1.1', 'host: shop.example', 'if-match: "1"']],
  'precondition-required': [['PUT /stock HTTP/1.1', 'host: shop.example']],
  'range-not-satisfiable': [get('/digits', 'range: bytes=10-')],
  'rate-limit-exceeded': [get('/tries?tries=6')],
  'rate-limit-unavailable': [get('/uncounted')],
  'request-timeout': [get('/forecast')],
  'token-keys-unavailable': [get('/orders', 'authorization: Bearer eyJhbGciOiJFUzI1NiJ9.e30.AA')],
  'too-many-parameters': [get(`/items/7?${'tag=a&'.repeat(101)}`)],
  'unsupported-content-encoding': [post(json, 'content-encoding: gzip', 'content-length: 2'), '{}'],
  'unsupported-media-type': [post('content-type: text/plain', 'content-length: 2'), '{}'],
  'upgrade-required': [get('/chat')],
  'uri-too-long': [get(`/items/${'7'.repeat(257)}`)],
  'validation-failed': [get('/items/seven?limit=500')],
}
