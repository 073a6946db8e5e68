import type { StandardSchemaV1 } from '@standard-schema/spec'
import type { BodyAs } from '@vivace/http'
import { expectTypeOf } from 'vitest'

interface User {
  readonly id: number
}

// Compiled and never run: `npm run compile` fails where one of them is not so.
export function cases(): void {
  expectTypeOf<BodyAs<StandardSchemaV1<unknown, User>>>().toEqualTypeOf<User>()
  expectTypeOf<BodyAs<'text'>>().toEqualTypeOf<string>()
  expectTypeOf<BodyAs<'bytes'>>().toEqualTypeOf<Uint8Array>()
  expectTypeOf<BodyAs<'stream'>>().toEqualTypeOf<AsyncIterable<Uint8Array>>()
  expectTypeOf<BodyAs<undefined>>().toEqualTypeOf<undefined>()
}
