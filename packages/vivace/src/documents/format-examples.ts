import type { JsonSchema } from '../schema/index.ts'

const examples: Readonly<Record<string, string>> = {
  date: '2026-01-31',
  'date-time': '2026-01-31T12:00:00Z',
  duration: 'P1DT2H',
  email: 'ada@example.com',
  ipv4: '192.0.2.1',
  ipv6: '2001:db8::1',
  time: '12:00:00',
  uuid: '3f0c2a4e-8f5b-4c1d-9a7e-2b6d1c5e8f90',
}

/**
 * A schema with an example of its format, if it has a pattern as well and no example of its own. Readers make
 * their examples up from the pattern, and what fits the pattern of a date looks like none.
 *
 *     withFormatExample({ type: 'string', format: 'date', pattern: '…' })    // …, examples: ['2026-01-31']
 */
export function withFormatExample(schema: JsonSchema): JsonSchema {
  const { format = '', pattern } = schema
  const example = examples[format]
  if (example === undefined || pattern === undefined) return schema
  if (['examples', 'example', 'default', 'const', 'enum'].some((keyword) => keyword in schema)) return schema
  return fits(example, pattern) ? { ...schema, examples: [example] } : schema
}

function fits(example: string, pattern: string): boolean {
  try {
    return new RegExp(pattern, 'u').test(example)
  } catch {
    return false
  }
}
