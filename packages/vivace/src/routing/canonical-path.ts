const suspicious = /%|\/[/.]|\\/
const forbidden = /%(?:2f|5c|00)|\/\/|\\|\/(?:\.|%2e){1,2}(?:\/|$)/i

/**
 * Whether a path has one spelling only: no `//`, no dot segments, no backslash, and none of `%2F`, `%5C`
 * and `%00`, which other programs in front of us may read as something else.
 *
 *     isCanonicalPath('/files/a%20b')        // true
 *     isCanonicalPath('/files/../admin')     // false
 *
 * Guards and routes see the same path, because there is only one (docs/decisions/0004-canonical-paths.md).
 */
export function isCanonicalPath(path: string): boolean {
  return path.startsWith('/') && !(suspicious.test(path) && forbidden.test(path))
}
