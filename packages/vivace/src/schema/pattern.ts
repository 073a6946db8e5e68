const expressions = new Map<string, RegExp>()

/**
 * The expression of a `pattern`; with the `u` flag, which JSON Schema recommends, if it is valid with it.
 *
 *     toRegExp('^a').test('abc')   // true
 *
 * @see https://json-schema.org/draft/2020-12/json-schema-core#section-6.4
 */
export function toRegExp(pattern: string): RegExp {
  let expression = expressions.get(pattern)
  if (expression === undefined) {
    try {
      expression = new RegExp(pattern, 'u')
    } catch {
      expression = new RegExp(pattern)
    }
    expressions.set(pattern, expression)
  }
  return expression
}
