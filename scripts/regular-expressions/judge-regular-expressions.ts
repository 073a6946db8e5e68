import type { Verdict } from '../verdict.ts'

/** How long an expression may take: what recheck says of its complexity, by the expression as it is written. */
export type Judged = Readonly<Record<string, string>>

const harmless = new Set(['safe', 'linear'])

/**
 * Whether every expression was judged, and takes no more than linear time; `allowed` has those that only ever see a
 * developer's own text, with the reason.
 */
export function judgeRegularExpressions(
  found: readonly string[],
  judged: Judged,
  allowed: Judged = {},
): Verdict {
  const findings = [
    ...found.flatMap((expression) => {
      const complexity = judged[expression]
      if (complexity === undefined) return [`${expression} was not judged`]
      if (harmless.has(complexity) || expression in allowed) return []
      return [`${expression} is not linear (${complexity}): rewrite it, or give the reason in allowed.json`]
    }),
    ...[...Object.keys(judged), ...Object.keys(allowed)]
      .filter((expression) => !found.includes(expression))
      .map((expression) => `${expression} is no longer there`),
    ...(found.length === 0 ? ['there is nothing to judge'] : []),
  ]
  return { findings, seen: `${found.length} regular expressions` }
}
