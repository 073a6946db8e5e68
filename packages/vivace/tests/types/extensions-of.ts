import type { ExtensionsOf, MembersSchema } from '../../src/errors/define-error.ts'
import type { Equal, Expect } from './expect.ts'

export type Cases = [
  Expect<Equal<ExtensionsOf<undefined>, Readonly<Record<string, unknown>>>>,
  Expect<Equal<ExtensionsOf<MembersSchema<{ nearest: readonly string[] }>>, { nearest: readonly string[] }>>,
]
