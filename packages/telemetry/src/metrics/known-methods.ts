const methods: ReadonlySet<string> = new Set([
  'GET',
  'HEAD',
  'POST',
  'PUT',
  'PATCH',
  'DELETE',
  'OPTIONS',
  'QUERY',
])

/**
 * Whether a method may have a name of its own in metrics and traces; a client can make up any number of others.
 *
 *     isKnownMethod('GET')         // true
 *     isKnownMethod('PROPFIND')    // false
 */
export function isKnownMethod(method: string): boolean {
  return methods.has(method)
}
