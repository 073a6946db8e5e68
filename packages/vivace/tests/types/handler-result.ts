import type * as z from 'zod'
import type { Reply } from '../../src/responses/reply.ts'
import type { ResponseKind, SuccessStatus } from '../../src/responses/response-kind.ts'
import type { Answerable, BodyOf, HandlerResult } from '../../src/responses/returns.ts'
import type { Equal, Expect } from './expect.ts'

export declare const Item: z.ZodObject<{ id: z.ZodInt; tags: z.ZodDefault<z.ZodArray<z.ZodString>> }>
export declare const User: z.ZodObject<{ name: z.ZodString }>
interface ItemAccepted {
  readonly id: number
  readonly tags?: readonly string[] | undefined
}

export type Cases = [
  Expect<Equal<Answerable<{ tags: string[] }>, { readonly tags: readonly string[] }>>,
  Expect<Equal<Answerable<string | Date | null>, string | Date | null>>,
  Expect<Equal<BodyOf<typeof Item>, ItemAccepted>>,
  Expect<Equal<BodyOf<ResponseKind<string, 200>>, string>>,
  Expect<Equal<BodyOf<null>, undefined>>,
  Expect<Equal<HandlerResult<undefined>, unknown>>,
  Expect<Equal<HandlerResult<typeof Item>, ItemAccepted | Reply<SuccessStatus, ItemAccepted>>>,
  Expect<
    Equal<
      HandlerResult<{ 201: typeof User; 404: null }>,
      Reply<201, { readonly name: string }> | Reply<404, undefined>
    >
  >,
  Expect<Equal<HandlerResult<ResponseKind<string, 200>>, string | Reply<200, string>>>,
]
