/**
 * Parses an answer. A member `__proto__` is left out: `JSON.parse` makes it a harmless own member, but
 * `Object.assign` and whatever merges would make a prototype of it.
 *
 *     parseJson('{"a":1,"__proto__":{"isAdmin":true}}')    // { a: 1 }
 */
export function parseJson(text: string): unknown {
  return mayNameProto(text) ? JSON.parse(text, withoutProto) : JSON.parse(text)
}

// The key may be spelt with escapes.
function mayNameProto(text: string): boolean {
  return text.includes('__proto__') || text.includes('\\u00')
}

function withoutProto(key: string, value: unknown): unknown {
  return key === '__proto__' ? undefined : value
}
