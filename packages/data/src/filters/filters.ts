import { and, type SQL } from 'drizzle-orm'
import { type Dependency, dependency, request, type Schema, type SentInput, ValidationError } from 'vivace'
import { compileFilters, type FilterLimits, type FilterParameter } from './compile-filters.ts'
import type { FilterFields, ParametersOf, SentAs } from './filter-field.ts'
import type { FilterOperator } from './operator.ts'

/** One thing that a client asks for. */
export interface FilterCondition<out Name extends string = string> {
  readonly field: Name
  readonly operator: FilterOperator
  readonly value: unknown
}

/** What a client asks for: all of it at once. */
export interface Filters<out Name extends string = string> {
  /** For `.where()` and `and()` of Drizzle; `undefined` where nothing is asked for. */
  readonly where: SQL | undefined
  /** The same, for what is no query of SQL. */
  readonly conditions: readonly FilterCondition<Name>[]
}

/** What clients send of it: `?status=open&priority[gte]=2`. */
export type FilterNeeds<Fields extends FilterFields> = {
  readonly [Parameter in ParametersOf<Fields>]: SentInput<
    unknown,
    Schema<SentAs<Fields, Parameter> | undefined, unknown>
  >
}

type Sent<Fields extends FilterFields> = Dependency<
  Readonly<Record<string, unknown>>,
  'request',
  FilterNeeds<Fields>
>

/**
 * The conditions that a client may set on a list, each a parameter of the query: checked by the type of its column,
 * documented, and compared with a parameter of SQL.
 *
 *     const filter = filters({
 *       status: todos.status,                                                  // ?status=open
 *       priority: { column: todos.priority, operators: ['gte', 'lte'] },       // ?priority[gte]=2
 *       title: { column: todos.title, operators: ['contains'] },               // ?title[contains]=milk
 *     })
 *     app.get('/todos', { inputs: { filter, database }, returns: z.array(Todo) }, ({ filter, database }) =>
 *       database.select().from(todos).where(filter.where))
 *
 * Nothing that is not listed can be asked for: an operator that a field does not have is a 422. Throws
 * `DefinitionError` FILTER_INVALID.
 */
export function filters<const Fields extends FilterFields>(
  fields: Fields,
  limits: FilterLimits = {},
): Dependency<Filters<keyof Fields & string>, 'request', { readonly sent: Sent<Fields> }> {
  const parameters = compileFilters(fields, limits)
  const inputs = Object.fromEntries(parameters.map(({ name, input }) => [name, input]))
  // One input for each parameter, as `FilterNeeds` tells it to the compiler of clients.
  const sent = dependency(inputs, (values) => values) as Sent<Fields>
  const names = new Set(parameters.map(({ name }) => name))
  return dependency({ sent, request }, ({ sent, request }) => {
    refuseOthers(request.queryString, fields, names)
    return filtersOf<keyof Fields & string>(parameters, sent)
  })
}

function filtersOf<Name extends string>(
  parameters: readonly FilterParameter[],
  sent: Readonly<Record<string, unknown>>,
): Filters<Name> {
  const asked = parameters.flatMap(({ name, field, operator, condition }) => {
    const value = sent[name]
    // The fields of the parameters are those that were declared.
    return value === undefined ? [] : [{ field: field as Name, operator, value, sql: condition(value) }]
  })
  return {
    where: and(...asked.map(({ sql }) => sql)),
    conditions: asked.map(({ field, operator, value }) => ({ field, operator, value })),
  }
}

// A condition that is dropped answers with rows that nobody asked for; of all else that is not declared the route decides.
function refuseOthers(queryString: string, fields: FilterFields, names: ReadonlySet<string>): void {
  if (!/\[|%5B/i.test(queryString)) return
  const failures = [...new URLSearchParams(queryString)].flatMap(([name, input]) => {
    const end = name.indexOf('[')
    if (end < 0 || names.has(name) || !Object.hasOwn(fields, name.slice(0, end))) return []
    return [
      { in: 'query' as const, path: [name], message: 'Not a filter of this list', code: 'invalid', input },
    ]
  })
  if (failures.length > 0) throw new ValidationError(failures)
}
