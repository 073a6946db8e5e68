import type * as z from 'zod'
import type { Arrived } from '../../src/client/client.ts'
import type { Content, ContentOf } from '../../src/responses/content.ts'
import type { ResponseKind } from '../../src/responses/response-kind.ts'
import type { Equal, Expect } from './expect.ts'

export declare const User: z.ZodObject<{ name: z.ZodString }>

export type Cases = [
  Expect<Equal<ContentOf<{ 'text/csv': ResponseKind<string, 200> }>, Content<'text/csv', string>>>,
  Expect<
    Equal<
      ContentOf<{ 'application/json': typeof User; 'text/csv': ResponseKind<string, 200> }>,
      Content<'application/json', { readonly name: string }> | Content<'text/csv', string>
    >
  >,
  // The client cannot know which of them has come.
  Expect<Equal<Arrived<ResponseKind<Content<'text/csv', string>, 200>>, unknown>>,
]
