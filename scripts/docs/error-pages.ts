/** A heading that is one word in the shape of a code: `DEPENDENCY_CYCLE`, `email-taken`. */
const code = /^([A-Z][A-Z0-9]*(_[A-Z0-9]+)*|[a-z][a-z0-9]*(-[a-z0-9]+)*)$/

/**
 * Whether the headings of `docs/errors.md` are the codes of the catalogue: each once, and no other.
 *
 *     judgeErrorPage(['not-found'], ['Errors', 'not-found'])   // []
 */
export function judgeErrorPage(codes: readonly string[], headings: readonly string[]): string[] {
  const described = headings.filter((heading) => code.test(heading))
  const count = (name: string): number => described.filter((heading) => heading === name).length
  return [
    ...(codes.length === 0 ? ['the catalogue has no codes'] : []),
    ...codes.filter((name) => count(name) === 0).map((name) => `no heading for ${name}`),
    ...codes.filter((name) => count(name) > 1).map((name) => `${count(name)} headings for ${name}`),
    ...[...new Set(described)]
      .filter((name) => !codes.includes(name))
      .map((name) => `${name} is no code of the catalogue`),
  ]
}
