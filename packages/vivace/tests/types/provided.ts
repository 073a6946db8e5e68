import type { Provided } from '../../src/dependencies/provided.ts'
import type { Equal, Expect } from './expect.ts'

interface User {
  readonly id: number
}
interface Pool {
  readonly size: number
}

export type Cases = [
  Expect<Equal<Provided<number>, number>>,
  Expect<Equal<Provided<Promise<User>>, User>>,
  Expect<Equal<Provided<AsyncGenerator<Pool, void, unknown>>, Pool>>,
  Expect<Equal<Provided<Generator<Pool>>, Pool>>,
  Expect<Equal<Provided<Generator<Promise<Pool>>>, Pool>>,
  Expect<Equal<Provided<User | undefined>, User | undefined>>,
]
