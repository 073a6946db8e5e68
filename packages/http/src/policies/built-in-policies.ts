import type { BuiltInPolicy, HttpPolicy } from './http-policy.ts'

/**
 * The policies that every client has.
 *
 *     httpClient({ policies: { reports: { ...builtInPolicies.default, total: '2m' } } })
 *
 * | name      | connect | read  | total | further                                        |
 * | --------- | ------- | ----- | ----- | ---------------------------------------------- |
 * | `default` | 5 s     | 25 s  | 30 s  |                                                |
 * | `llm`     | 10 s    | 110 s | 120 s |                                                |
 * | `health`  | 2 s     | 3 s   | 5 s   | one attempt, no breaker: it is what asks       |
 * | `webhook` | 5 s     | 10 s  | 15 s  | public addresses alone: users give the URLs    |
 */
export const builtInPolicies: Readonly<Record<BuiltInPolicy, HttpPolicy>> = {
  default: { connect: '5s', read: '25s', total: '30s' },
  llm: { connect: '10s', read: '110s', total: '120s' },
  health: { connect: '2s', read: '3s', total: '5s', attempts: 1, breaker: false },
  webhook: { connect: '5s', read: '10s', total: '15s', addresses: 'public' },
}
