import { pgTable, text } from 'drizzle-orm/pg-core'
import { expectTypeOf } from 'vitest'
import type { OperatorsOf, ParameterName } from '../../src/filters/filter-field.ts'

const todos = pgTable('todos', { title: text().notNull() })

// Compiled and never run: `npm run compile` fails where it is not so.
export function cases(): typeof todos {
  expectTypeOf<OperatorsOf<typeof todos.title>>().toEqualTypeOf<'eq'>()
  expectTypeOf<
    OperatorsOf<{ column: typeof todos.title; operators: readonly ['in'] }>
  >().toEqualTypeOf<'in'>()
  expectTypeOf<ParameterName<'priority', 'eq'>>().toEqualTypeOf<'priority'>()
  expectTypeOf<ParameterName<'priority', 'gte'>>().toEqualTypeOf<'priority[gte]'>()
  return todos
}
