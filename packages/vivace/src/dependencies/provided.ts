/**
 * The value that a dependency's function gives: what it returns, resolves to, or yields.
 *
 *     Provided<number>                                  // number
 *     Provided<Promise<User>>                           // User
 *     Provided<AsyncGenerator<Pool, void, unknown>>     // Pool
 *     Provided<Generator<Promise<Pool>>>                // Pool
 */
export type Provided<Result> =
  Result extends Generator<infer Value, infer _Return, infer _Next>
    ? Awaited<Value>
    : Result extends AsyncGenerator<infer Value, infer _Return, infer _Next>
      ? Value
      : Awaited<Result>
