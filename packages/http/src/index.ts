// The public names of @vivace/http, grouped by concept.

// The client
export {
  type Call,
  forRequest,
  type ForRequestOptions,
  type HostStats,
  httpClient,
  type HttpClient,
  type HttpClientOptions,
  type HttpStats,
  passedOnHeaders,
  type RequestDone,
  type RequestObserver,
} from './client/index.ts'
export type {
  BodyAs,
  CallDefaults,
  CallOptions,
  Expectation,
  HttpResponse,
  QueryValue,
  SentBody,
} from './messages/index.ts'

// Policies
export {
  type AllowedAddresses,
  type BreakerRules,
  builtInPolicies,
  type BuiltInPolicy,
  type HttpPolicies,
  type HttpPolicy,
  type ThrottleRules,
} from './policies/index.ts'
export type { BreakerState } from './resilience/index.ts'

// Errors
export {
  type UpstreamAnswer,
  UpstreamError,
  UpstreamFailed,
  type UpstreamFailure,
  type UpstreamFault,
  upstreamProblems,
  UpstreamTimeout,
  UpstreamUnavailable,
} from './errors/index.ts'

// The transport, which tests replace
export {
  type HttpTransport,
  httpTransport,
  type OpenTransport,
  type TlsOptions,
  type TransportAnswer,
  type TransportOptions,
  type TransportRequest,
  type TransportStats,
} from './transport/index.ts'
