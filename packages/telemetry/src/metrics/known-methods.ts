/**
 * Whether a method may have a name of its own in metrics and traces; a client can make up any number of others.
 *
 *     isKnownMethod('GET')         // true
 *     isKnownMethod('PROPFIND')    // false
 */
export function isKnownMethod(method: string): boolean {
  // Not a Set, whose search is slower than these few comparisons of texts that exist once.
  switch (method) {
    case 'GET':
    case 'HEAD':
    case 'POST':
    case 'PUT':
    case 'PATCH':
    case 'DELETE':
    case 'OPTIONS':
    case 'QUERY':
      return true
    default:
      return false
  }
}
