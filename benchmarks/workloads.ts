import { greeting, rows } from './work/application.ts'
import { knownToken } from './work/database.ts'

/** The names of the workloads, in the order they are shown. */
export const workloadNames = ['W1', 'W2', 'W3', 'W4', 'W5'] as const

/** `'W1'`, `'W2'`, … */
export type WorkloadName = (typeof workloadNames)[number]

/** A request as it is sent, by the checks and by the load. */
export interface SentRequest {
  readonly method: 'GET' | 'POST'
  /** With the query: `/items/42?skip=0`. */
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly body?: string
}

/** What a server must answer before it is timed. */
export interface Expectation {
  /** Says what is expected: `refuses a limit above 1000`. */
  readonly name: string
  readonly request: SentRequest
  /** Any of these. */
  readonly statuses: readonly number[]
  /** The whole body, parsed; absent where the body is the framework's business. */
  readonly json?: unknown
}

/** One kind of work that every server does. */
export interface Workload {
  readonly name: WorkloadName
  readonly title: string
  /** The request that is timed; the first expectation says what answers it. */
  readonly request: SentRequest
  readonly expectations: readonly Expectation[]
}

const get = (path: string, headers: Record<string, string> = {}): SentRequest => ({
  method: 'GET',
  path,
  headers,
})

const post = (body: string): SentRequest => ({
  method: 'POST',
  path: '/users',
  headers: { 'content-type': 'application/json' },
  body,
})

/** FastAPI and we say 422; others say 400. */
const refused = [400, 422]

const refuses = (what: string, request: SentRequest): Expectation => ({
  name: `refuses ${what}`,
  request,
  statuses: refused,
})

const greet = get('/json')
const readItem = get('/items/42?skip=0&limit=100&q=abc')
const ada = {
  email: 'ada@example.org',
  password: 'correct horse',
  name: 'Ada Lovelace',
  age: 36,
  tags: ['a', 'b'],
}
const addUser = post(JSON.stringify(ada))
const readMe = get('/me', { authorization: `Bearer ${knownToken}` })
const listRows = get('/rows')
const item = { id: 42, name: 'Item 42', price: 42.5, skip: 0, limit: 100, q: 'abc' }
const added = { id: 1001, email: ada.email, name: ada.name, age: ada.age, tags: ada.tags }
const userBut = (change: Record<string, unknown>): SentRequest => post(JSON.stringify({ ...ada, ...change }))

/** Every workload: what is sent, and what a right answer is. */
export const workloads: Readonly<Record<WorkloadName, Workload>> = {
  W1: {
    name: 'W1',
    title: 'GET /json, a small object',
    request: greet,
    expectations: [{ name: 'answers the object', request: greet, statuses: [200], json: greeting }],
  },
  W2: {
    name: 'W2',
    title: 'GET /items/{id}?skip&limit&q, decoded and validated',
    request: readItem,
    expectations: [
      { name: 'answers the item', request: readItem, statuses: [200], json: item },
      {
        name: 'fills in the defaults',
        request: get('/items/42'),
        statuses: [200],
        json: { ...item, q: null },
      },
      {
        name: 'decodes the query',
        request: get('/items/7?q=a%20b%26c&limit=5&skip=10'),
        statuses: [200],
        json: { id: 7, name: 'Item 7', price: 7.5, skip: 10, limit: 5, q: 'a b&c' },
      },
      refuses('an id that is no number', get('/items/forty-two')),
      refuses('an id that is no integer', get('/items/4.5')),
      refuses('a limit above 1000', get('/items/42?limit=1001')),
      refuses('a skip below 0', get('/items/42?skip=-1')),
      refuses('a skip that is no number', get('/items/42?skip=ten')),
    ],
  },
  W3: {
    name: 'W3',
    title: 'POST /users, a JSON body validated; 201 without the password',
    request: addUser,
    expectations: [
      { name: 'answers the user, and not the password', request: addUser, statuses: [201], json: added },
      {
        name: 'takes a user without an age',
        request: userBut({ age: undefined }),
        statuses: [201],
        json: { ...added, age: undefined },
      },
      {
        name: 'keeps undeclared fields out',
        request: userBut({ role: 'admin' }),
        statuses: [201, ...refused],
        json: added,
      },
      refuses('a bad e-mail address', userBut({ email: 'not an address' })),
      refuses('a missing e-mail address', userBut({ email: undefined })),
      refuses('a short password', userBut({ password: 'short' })),
      refuses('a missing name', userBut({ name: undefined })),
      refuses('an age that is no number', userBut({ age: 'old' })),
      refuses('an age that is no integer', userBut({ age: 36.5 })),
      refuses('missing tags', userBut({ tags: undefined })),
      refuses('tags that are no strings', userBut({ tags: [{ not: 'a string' }] })),
      refuses('a body that is an array', post('[]')),
      refuses('a body that is not JSON', post('{"email":')),
    ],
  },
  W4: {
    name: 'W4',
    title: 'GET /me, through settings, session, token and user',
    request: readMe,
    expectations: [
      {
        name: 'answers the user, and not the password',
        request: readMe,
        statuses: [200],
        json: { id: 7, email: 'ada@example.org', name: 'Ada Lovelace', age: 36, tags: ['admin'] },
      },
      { name: 'answers 401 without a token', request: get('/me'), statuses: [401] },
      {
        name: 'answers 401 to another scheme',
        request: get('/me', { authorization: `Basic ${knownToken}` }),
        statuses: [401],
      },
      {
        name: 'answers 401 to an unknown token',
        request: get('/me', { authorization: 'Bearer unknown' }),
        statuses: [401],
      },
    ],
  },
  W5: {
    name: 'W5',
    title: 'GET /rows, a list of 100 objects of 8 fields',
    request: listRows,
    expectations: [
      {
        name: 'answers the eight declared fields of every row, and no other',
        request: listRows,
        statuses: [200],
        json: rows.map(({ supplierNote, ...declared }) => declared),
      },
    ],
  },
}
