/**
 * Further members merged into an object of the document: objects member by member, anything else replaced.
 *
 *     mergeExtensions({ responses: { 200: ok } }, { 'x-order': 1, responses: { 410: gone } })
 *     // { responses: { 200: ok, 410: gone }, 'x-order': 1 }
 */
export function mergeExtensions<Target extends object>(target: Target, extensions: object): Target {
  const merged: Record<string, unknown> = Object.fromEntries(Object.entries(target))
  for (const [name, value] of Object.entries(extensions)) {
    const own = merged[name]
    merged[name] = isRecord(own) && isRecord(value) ? mergeExtensions(own, value) : value
  }
  // Whoever writes extensions answers for them: the document has the members that they give.
  return merged as Target
}

function isRecord(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
