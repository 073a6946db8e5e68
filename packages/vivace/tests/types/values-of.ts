import type { Input, ValueOf, ValuesOf } from '../../src/inputs/input.ts'
import type { Equal, Expect } from './expect.ts'

export type Cases = [
  Expect<Equal<ValueOf<Input<number>>, number>>,
  Expect<Equal<ValueOf<Input<string | undefined, 'app'>>, string | undefined>>,
  Expect<
    Equal<ValuesOf<{ id: Input<number>; q: Input<string> }>, { readonly id: number; readonly q: string }>
  >,
]
