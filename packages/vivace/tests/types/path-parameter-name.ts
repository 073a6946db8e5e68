import type { PathParameterName } from '../../src/routing/path-template.ts'
import type { Equal, Expect } from './expect.ts'

export type Cases = [
  Expect<Equal<PathParameterName<'/users/{id}'>, 'id'>>,
  Expect<Equal<PathParameterName<'/users/{id}/{rest*}'>, 'id' | 'rest'>>,
  Expect<Equal<PathParameterName<'/health'>, never>>,
]
