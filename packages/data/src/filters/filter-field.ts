import type { PgColumn } from 'drizzle-orm/pg-core'
import type { InputOf, Schema } from 'vivace'
import type { FilterOperator } from './operator.ts'

/** A field that clients may filter by, with all that they may ask of it. */
export interface FilterFieldOptions {
  readonly column: PgColumn
  /** How it may be compared; `['eq']` if absent. */
  readonly operators?: readonly FilterOperator[]
  /** Of one value, where the column's own type is not enough; what it makes is what Drizzle is given. */
  readonly schema?: Schema
  /** Said in the documents; the name of the field if absent. */
  readonly description?: string
}

/** A column, which may be asked for one value, or a field with more operators. */
export type FilterField = PgColumn | FilterFieldOptions

/** The fields that clients may filter by, by their names in the query. */
export type FilterFields = Readonly<Record<string, FilterField>>

/**
 * The operators of a field.
 *
 *     OperatorsOf<typeof todos.title>                                             // 'eq'
 *     OperatorsOf<{ column: typeof todos.title; operators: readonly ['in'] }>     // 'in'
 */
export type OperatorsOf<Field> = Field extends { readonly operators: readonly (infer Operator)[] }
  ? Operator & FilterOperator
  : 'eq'

/**
 * The parameter of an operator.
 *
 *     ParameterName<'priority', 'eq'>     // 'priority'
 *     ParameterName<'priority', 'gte'>    // 'priority[gte]'
 */
export type ParameterName<Name extends string, Operator extends string> = Operator extends 'eq'
  ? Name
  : `${Name}[${Operator}]`

/** Every parameter of these fields. */
export type ParametersOf<Fields extends FilterFields> = {
  [Name in keyof Fields & string]: ParameterName<Name, OperatorsOf<Fields[Name]>>
}[keyof Fields & string]

/** What a client sends as one parameter. */
export type SentAs<
  Fields extends FilterFields,
  Parameter extends string,
> = Parameter extends `${infer Name}[${infer Operator}]`
  ? SentWith<Fields[Name & keyof Fields], Operator>
  : ValueSent<Fields[Parameter & keyof Fields]>

type SentWith<Field, Operator extends string> = Operator extends 'in'
  ? ValueSent<Field>[]
  : Operator extends 'null'
    ? boolean
    : Operator extends 'contains' | 'startsWith'
      ? string
      : ValueSent<Field>

type ValueSent<Field> = Field extends { readonly schema: infer Given extends Schema }
  ? InputOf<Given>
  : Field extends { readonly column: infer Column extends PgColumn }
    ? Wire<Column['_']['data']>
    : Field extends PgColumn
      ? Wire<Field['_']['data']>
      : never

type Wire<Data> = Data extends Date | bigint ? string : Data

/** The parameter of an operator of a field: that of `eq` has the name of the field alone. */
export function parameterName(name: string, operator: FilterOperator): string {
  return operator === 'eq' ? name : `${name}[${operator}]`
}
