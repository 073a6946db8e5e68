export { Fault, type FaultFacts } from './fault.ts'
export {
  type UpstreamAnswer,
  UpstreamError,
  type UpstreamFailure,
  type UpstreamFault,
} from './upstream-error.ts'
export {
  UpstreamFailed,
  upstreamProblems,
  UpstreamTimeout,
  UpstreamUnavailable,
} from './upstream-problems.ts'
