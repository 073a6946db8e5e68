import { type DefinedError, defineError } from 'vivace'

/** 502: the other service is wrong, or cannot be reached; what `UpstreamError` answers. */
export const UpstreamFailed: DefinedError<Readonly<Record<string, unknown>>> = defineError({
  status: 502,
  code: 'upstream-failed',
  title: 'Another service has failed',
})

/** 503: the other service has too much to do, or is left alone for a while; what `UpstreamError` answers. */
export const UpstreamUnavailable: DefinedError<Readonly<Record<string, unknown>>> = defineError({
  status: 503,
  code: 'upstream-unavailable',
  title: 'Another service is not available now',
})

/** 504: the other service did not answer in time; what `UpstreamError` answers. */
export const UpstreamTimeout: DefinedError<Readonly<Record<string, unknown>>> = defineError({
  status: 504,
  code: 'upstream-timeout',
  title: 'Another service did not answer in time',
})

/**
 * What a failed call is answered with, for the document of a route that makes calls without `forRequest()`.
 *
 *     app.get('/rates', { inputs: { rates }, errors: upstreamProblems, returns: Rates }, ({ rates }) => rates())
 */
export const upstreamProblems: readonly DefinedError[] = [
  UpstreamFailed,
  UpstreamUnavailable,
  UpstreamTimeout,
]
