/** Whether two types are the same, `any` and `readonly` told apart. */
export type Equal<First, Second> =
  (<Probe>() => Probe extends First ? 1 : 2) extends <Probe>() => Probe extends Second ? 1 : 2 ? true : false

/** Compiles only if it is given `true`. */
export type Expect<Truth extends true> = Truth

/** The tests of the tests: each must fail. */
export type Fails = [
  // @ts-expect-error: different types
  Expect<Equal<string, number>>,
  // @ts-expect-error: `any` is not everything
  Expect<Equal<string, any>>, // eslint-disable-line @typescript-eslint/no-explicit-any -- it is what is told apart
  // @ts-expect-error: one is optional
  Expect<Equal<{ a?: string }, { a: string | undefined }>>,
  // @ts-expect-error: one is readonly
  Expect<Equal<{ readonly a: string }, { a: string }>>,
]

/** And each of these must pass. */
export type Passes = [Expect<Equal<string, string>>, Expect<Equal<never, never>>, Expect<Equal<1 | 2, 2 | 1>>]
