export { builtInPolicies } from './built-in-policies.ts'
export type {
  AllowedAddresses,
  BreakerRules,
  BuiltInPolicy,
  HttpPolicies,
  HttpPolicy,
  ThrottleRules,
} from './http-policy.ts'
export {
  type ResolvedBreaker,
  type ResolvedPolicy,
  type ResolvedThrottle,
  resolvePolicies,
} from './resolve-policies.ts'
