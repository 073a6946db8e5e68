/**
 * What is left of a value that went through JSON: a `Date` is text, members that are `undefined` may be missing,
 * what has `toJSON` is what that gives.
 *
 *     Jsonified<{ at: Date; note: string | undefined }>    // { at: string; note?: string }
 *     Jsonified<readonly [1, Date, undefined]>             // readonly [1, string, null]
 *     Jsonified<bigint>                                    // never: JSON.stringify throws
 */
export type Jsonified<Value> = unknown extends Value
  ? Value
  : Value extends string | number | boolean | null | undefined
    ? Value
    : Value extends bigint
      ? never
      : Value extends { toJSON(...key: never): infer Written }
        ? Jsonified<Written>
        : Value extends Unwritten
          ? undefined
          : Value extends ReadonlySet<unknown> | ReadonlyMap<unknown, unknown>
            ? Record<never, never>
            : Value extends readonly unknown[]
              ? { [Index in keyof Value]: InArray<Jsonified<Value[Index]>> }
              : JsonifiedObject<Value>

/** What JSON leaves out of objects, and writes as `null` in arrays. */
type Unwritten = ((...values: never) => unknown) | symbol

type InArray<Written> = Written extends undefined ? null : Written

type JsonifiedObject<Value> = Flat<
  {
    [Name in keyof Value as IsWritten<Name, Value[Name]> extends 'always' ? Name : never]: Jsonified<
      Value[Name]
    >
  } & {
    [Name in keyof Value as IsWritten<Name, Value[Name]> extends 'sometimes' ? Name : never]?: Exclude<
      Jsonified<Value[Name]>,
      undefined
    >
  }
>

type IsWritten<Name, Member> = Name extends symbol
  ? 'never'
  : unknown extends Member
    ? 'always'
    : [Member] extends [Unwritten | undefined]
      ? 'never'
      : Extract<Member, Unwritten | undefined> extends never
        ? 'always'
        : 'sometimes'

type Flat<Members> = { [Name in keyof Members]: Members[Name] }
