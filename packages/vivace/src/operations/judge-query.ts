import type { PlanBuilder } from './plan-builder.ts'
import type { Step } from './plan.ts'

/**
 * Refuses fields of the query that no input of the operation declares, for those who reject unknown fields. A model
 * that takes every field has declared them all; headers and cookies always hold what others have put there.
 */
export function judgeQuery({ parameters, security, takesQuery }: PlanBuilder): Step[] {
  if (takesQuery) return []
  const declared = new Set([
    ...parameters.filter((parameter) => parameter.in === 'query').map(({ name }) => name),
    ...security.filter(({ scheme }) => scheme['in'] === 'query').map(({ scheme }) => scheme['name']),
  ])
  return [
    (run) => {
      if (run.exchange.queryString === '') return
      for (const [name, values] of run.query()) {
        if (declared.has(name)) continue
        run.failures.push({
          in: 'query',
          path: [name],
          message: 'Unknown field',
          code: 'additionalProperties',
          input: values[0],
        })
      }
    },
  ]
}
