import type { Client } from './client.ts'
import type { ClientOperation } from './client-operations.ts'
import type { CallOptions, ClientOptions } from './client-options.ts'
import { type Call, Connection } from './connection.ts'
import { ProblemError } from './problem-error.ts'
import { readAnswer, type ReadAnswer } from './read-answer.ts'
import { streamItems } from './stream-items.ts'

/**
 * Makes a client of an API, inferred from its record of routes; only types come from the server.
 *
 *     import type { api } from '../server/api.ts'
 *
 *     const client = createClient<typeof api>({ baseUrl: 'https://api.example.org' })
 *     const user = await client.readUser({ userId: 7 })
 *
 * Before its first call it fetches `operations.json` of the app once, unless it is given `operations`. A call rejects
 * with `ProblemError` for an answer that is no success; `client.readUser.answer(…)` gives every answer. Nothing is
 * tried twice, except that event streams go on where they broke off.
 *
 * Throws `TypeError` if `baseUrl` is no URL.
 */
export function createClient<Api extends object>(options: ClientOptions<keyof Api> = {}): Client<Api> {
  const connection = new Connection(options)
  const calls = new Map<string, PlainCall>()
  const get = (_: object, name: string | symbol): PlainCall | undefined => {
    // What JavaScript itself asks of any object: `await client`, JSON.stringify(client).
    if (typeof name === 'symbol' || name === 'then' || name === 'toJSON') return undefined
    let call = calls.get(name)
    if (call === undefined) calls.set(name, (call = callOf(connection, name)))
    return call
  }
  // Every member of `Client<Api>` is a call, and so is everything that the proxy gives.
  return new Proxy(Object.freeze({}), { get }) as Client<Api>
}

interface PlainCall {
  (values?: Call['values'], options?: CallOptions): Promise<unknown> & AsyncIterable<unknown>
  answer(values?: Call['values'], options?: CallOptions): Promise<ReadAnswer>
}

function callOf(connection: Connection, name: string): PlainCall {
  const call = (values: Call['values'] = {}, options: CallOptions = {}): ReturnType<PlainCall> => {
    const result = resultOf(connection, { name, values, options })
    // Whether it is a value or a stream is known when the operations are; until then it is both.
    return Object.assign(result, {
      async *[Symbol.asyncIterator](): AsyncGenerator<unknown, void, undefined> {
        const items = await result
        // The compiler lets nobody iterate what is no stream.
        yield* items as AsyncIterable<unknown>
      },
    })
  }
  return Object.assign(call, {
    answer: async (values: Call['values'] = {}, options: CallOptions = {}) => {
      const operation = await connection.operation(name)
      return readAnswer(operation, await connection.send(operation, { name, values, options }))
    },
  })
}

async function resultOf(connection: Connection, call: Call): Promise<unknown> {
  const operation = await connection.operation(call.name)
  if (isStream(operation)) return streamItems({ ...call, connection, operation })
  const { ok, ...answer } = await readAnswer(operation, await connection.send(operation, call))
  if (!ok) throw new ProblemError(answer)
  return answer.body
}

function isStream({ answers = {} }: ClientOperation): boolean {
  return Object.entries(answers).some(
    ([status, how]) => status.startsWith('2') && how !== 'text' && how !== 'blob',
  )
}
