import type { Input } from '../../src/inputs/input.ts'
import type { PathInput } from '../../src/inputs/path.ts'
import type { CheckedInputs, HandlerValues, TypeMessage } from '../../src/operations/route.ts'
import type { Schema } from '../../src/schema/index.ts'
import type { Equal, Expect } from './expect.ts'

export type Cases = [
  Expect<
    Equal<
      CheckedInputs<'/items/{id}', { id: PathInput<number, undefined> }>,
      { readonly id: PathInput<number, undefined> }
    >
  >,
  Expect<
    Equal<
      CheckedInputs<'/items/{id}', { itemId: PathInput<number, undefined> }>,
      {
        readonly itemId: TypeMessage<"'itemId' is declared as a path input, but the path '/items/{id}' has no {itemId}">
      }
    >
  >,
  Expect<Equal<CheckedInputs<'/items', { q: Input<string> }>, { readonly q: Input<string> }>>,
  Expect<
    Equal<
      CheckedInputs<'/items', { limit: Schema<number> }>,
      {
        readonly limit: TypeMessage<"'limit' is a schema, which does not say where the value is read from. Wrap it: query(schema), header(schema), body(schema)">
      }
    >
  >,
  Expect<
    Equal<HandlerValues<{ id: Input<number>; q: Input<string> }>, { readonly id: number; readonly q: string }>
  >,
  // A name of its own counts, and a path that is only known as a string is checked when the app starts.
  Expect<
    Equal<
      CheckedInputs<'/items/{item-id}', { id: PathInput<number, 'item-id'> }>,
      { readonly id: PathInput<number, 'item-id'> }
    >
  >,
  Expect<
    Equal<
      CheckedInputs<string, { id: PathInput<number, undefined> }>,
      { readonly id: PathInput<number, undefined> }
    >
  >,
]
