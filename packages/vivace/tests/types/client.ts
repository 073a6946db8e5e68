import type { FileBody, ProblemDetails } from 'vivace'
import type { Arrived, ArgumentsOf, Client, ClientEvent, Jsonified } from 'vivace/client'
import type * as z from 'zod'
import type { ResponseKind } from '../../src/responses/response-kind.ts'
import type { api } from '../client/shop.ts'
import type { Equal, Expect } from './expect.ts'

type Shop = Client<typeof api>
type Given<Name extends keyof Shop> = Parameters<Shop[Name]>[0]
type Got<Name extends keyof Shop> = ReturnType<Shop[Name]>
type Inputs<Name extends keyof typeof api> = NonNullable<(typeof api)[Name]['~vivace']['types']>['inputs']

interface UserRead {
  id: number
  name: string
  since: string
  note?: string
}

export declare const Item: z.ZodObject<{ at: z.ZodDate }>
declare const secret: unique symbol

export type Cases = [
  Expect<Equal<Jsonified<{ at: Date; note: string | undefined }>, { at: string; note?: string }>>,
  Expect<Equal<Jsonified<readonly [1, Date, undefined]>, readonly [1, string, null]>>,
  Expect<Equal<Jsonified<bigint>, never>>,
  Expect<Equal<Jsonified<{ a?: Date | null; b: { c: Date[] } }>, { a?: string | null; b: { c: string[] } }>>,
  Expect<Equal<Jsonified<{ f: () => void; [secret]: 1; g?: () => void; h: 1 }>, { h: 1 }>>,
  Expect<Equal<Jsonified<Record<string, Date>>, { [x: string]: string }>>,
  Expect<Equal<Jsonified<Map<string, 1> | { toJSON(): Date }>, Record<never, never> | string>>,
  Expect<Equal<Jsonified<unknown>, unknown>>,
  Expect<Equal<Jsonified<{ a: unknown }>, { a: unknown }>>,
  Expect<
    Equal<Jsonified<{ kind: 'a'; at: Date } | { kind: 'b' }>, { kind: 'a'; at: string } | { kind: 'b' }>
  >,
  Expect<Equal<Jsonified<string & z.$brand<'Id'>>, string & z.$brand<'Id'>>>,

  Expect<Equal<Arrived<typeof Item>, { at: string }>>,
  Expect<Equal<Arrived<ResponseKind<string, 200>>, string>>,
  Expect<Equal<Arrived<ResponseKind<FileBody, 200>>, Blob>>,
  Expect<Equal<Arrived<null>, undefined>>,
  Expect<Equal<Arrived<undefined>, unknown>>,

  // The inputs of dependencies, however deep, and nothing that the client does not send.
  Expect<
    Equal<
      ArgumentsOf<Inputs<'listUsers'>>,
      { readonly skip?: number | undefined; readonly limit?: number | undefined; readonly tenant: string }
    >
  >,
  Expect<Equal<Given<'readUser'>, { readonly userId: number; readonly verbose?: boolean | undefined }>>,
  Expect<Equal<ArgumentsOf<Inputs<'me'>>, Record<never, never>>>,
  Expect<Equal<Given<'createUser'>, { readonly user: { name: string } }>>,
  Expect<
    Equal<
      Given<'album'>,
      {
        readonly about: { title: string }
        readonly cover: Blob
        readonly photos?: readonly Blob[] | undefined
      }
    >
  >,
  Expect<Equal<Given<'upper'>, { readonly bytes: Uint8Array | ArrayBuffer | Blob | string }>>,

  Expect<Equal<Got<'readUser'>, Promise<UserRead>>>,
  Expect<Equal<Got<'createUser'>, Promise<UserRead>>>,
  Expect<Equal<Got<'deleteUser'>, Promise<undefined>>>,
  Expect<Equal<Got<'upper'>, Promise<string>>>,
  Expect<Equal<Got<'steps'>, AsyncIterable<ClientEvent<{ n: number; at: string }>>>>,
  Expect<Equal<Got<'items'>, AsyncIterable<{ n: number }>>>,
  Expect<Equal<Got<'bytes'>, AsyncIterable<Uint8Array>>>,
]

/** The answers of a route with several statuses are told apart by `ok` and `status`. */
export async function narrows(client: Shop): Promise<UserRead | ProblemDetails> {
  const answer = await client.createUser.answer({ user: { name: 'Ada' } })
  if (!answer.ok) return answer.body
  const status: 201 = answer.status
  void status
  return answer.body
}

/** What must not compile. */
export async function refuses(client: Shop): Promise<void> {
  await client.deleteUser({ userId: 1 }, { signal: AbortSignal.timeout(1) })
  await client.me()
  await client.listUsers({ tenant: 'a' })
  // @ts-expect-error: the dependency's header is required
  await client.listUsers()
  // @ts-expect-error: a number
  await client.readUser({ userId: '7' })
  // @ts-expect-error: no such input
  await client.readUser({ userId: 7, other: 1 })
  // @ts-expect-error: it has no inputs
  await client.me({ token: 'a' })
  // @ts-expect-error: a cookie is the browser's to send
  await client.echo({ name: 'a', filter: {}, theme: 'dark' })
}

// @ts-expect-error: no such operation
export type NoSuch = Shop['writeUser']
