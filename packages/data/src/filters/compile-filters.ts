import type { SQL } from 'drizzle-orm'
import { DefinitionError, query, type Schema, type SentInput } from 'vivace'
import { isColumn } from '../columns/is-column.ts'
import { columnKind, isText } from './column-kind.ts'
import {
  type FilterField,
  type FilterFieldOptions,
  type FilterFields,
  parameterName,
} from './filter-field.ts'
import { kindSchema, listOf, optional } from './filter-schema.ts'
import { type FilterOperator, operatorRules } from './operator.ts'
import { boolean, text, type ValueKind } from './value-kind.ts'

/** How much a client may ask for at once. */
export interface FilterLimits {
  /** How long a text may be, in characters. 200 if absent. */
  readonly maxLength?: number
  /** How many values `in` may have. 50 if absent. */
  readonly maxItems?: number
}

/** A parameter of the query, and the condition that it stands for. */
export interface FilterParameter {
  readonly name: string
  readonly field: string
  readonly operator: FilterOperator
  readonly input: SentInput
  readonly condition: (value: unknown) => SQL
}

/** Every parameter that these fields have. Throws `DefinitionError` FILTER_INVALID. */
export function compileFilters(fields: FilterFields, limits: FilterLimits): readonly FilterParameter[] {
  const { maxLength = 200, maxItems = 50 } = limits
  return Object.entries(fields).flatMap(([name, field]) => {
    if (!/^[A-Za-z][\w.-]*$/.test(name))
      throw invalid(
        name,
        'its name cannot stand in a query',
        'begin with a letter, go on with letters, digits, _ . and -',
      )
    const options = optionsOf(field)
    const { operators = ['eq'] } = options
    return operators.map((operator) => compileOperator({ name, options, operator, maxLength, maxItems }))
  })
}

interface Compiled {
  readonly name: string
  readonly options: FilterFieldOptions
  readonly operator: FilterOperator
  readonly maxLength: number
  readonly maxItems: number
}

function compileOperator(given: Compiled): FilterParameter {
  const { name, operator, options } = given
  const { takes, condition, description } = operatorRules[operator]
  const { schema, toColumn } = valueOf(given)
  const sent = takes === 'values' ? listOf(schema, given.maxItems) : schema
  const wireName = parameterName(name, operator)
  const convert = (value: unknown): unknown =>
    takes === 'values' && Array.isArray(value) ? value.map(toColumn) : toColumn(value)
  return {
    name: wireName,
    field: name,
    operator,
    input: query(optional(sent), { description: `${options.description ?? name} ${description}` }),
    condition: (value) => condition(options.column, convert(value)),
  }
}

interface SentValue {
  readonly schema: Schema
  readonly toColumn: (value: unknown) => unknown
}

function valueOf({ name, options, operator, maxLength }: Compiled): SentValue {
  const { takes } = operatorRules[operator]
  if (takes === 'flag') return ofKind(boolean)
  if (takes === 'text' && !isText(options.column))
    throw invalid(name, `'${operator}' needs a column of text`, 'take it out of its operators')
  if (takes === 'text') return ofKind(text(maxLength))
  if (options.schema !== undefined) return { schema: options.schema, toColumn: (value) => value }
  const kind = columnKind(options.column, { maxLength })
  if (kind !== undefined) return ofKind(kind)
  throw invalid(
    name,
    `a query cannot carry ${options.column.getSQLType()}`,
    'give the field a schema of what is sent',
  )
}

function ofKind(kind: ValueKind): SentValue {
  const { toColumn = (value) => value } = kind
  // The schema lets nothing else through.
  return { schema: kindSchema(kind), toColumn: (value) => toColumn(value as string | number | boolean) }
}

function optionsOf(field: FilterField): FilterFieldOptions {
  return isColumn(field) ? { column: field } : field
}

function invalid(name: string, cause: string, remedy: string): DefinitionError {
  return new DefinitionError({ code: 'FILTER_INVALID', where: `filters(), field '${name}'`, cause, remedy })
}
