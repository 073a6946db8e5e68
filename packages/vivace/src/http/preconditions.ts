import { type Comparison, namesEntityTag } from './entity-tag.ts'
import { parseHttpDate } from './http-date.ts'

/** What a client's copy is compared with: the state of the resource as it is now. */
export interface Validators {
  /** With its quotes; `undefined` if it has none. */
  readonly etag?: string | undefined
  /** In milliseconds; `undefined` if nobody knows. */
  readonly lastModified?: number | undefined
}

/** A request, as far as conditions go. */
export interface ConditionalRequest {
  readonly method: string
  header(name: string): string | undefined
}

/** `proceed` as if there were no condition, `not-modified` for 304, `failed` for 412. */
export type PreconditionVerdict = 'proceed' | 'not-modified' | 'failed'

/**
 * Judges the conditions of a request in the order of RFC 9110, section 13.2.2. `undefined` for the validators says
 * that the resource does not exist.
 *
 *     evaluatePreconditions(exchange, { etag: '"7"' })    // 'not-modified' for a GET with If-None-Match: "7"
 *
 * `comparison` is how If-Match compares.
 */
export function evaluatePreconditions(
  request: ConditionalRequest,
  current: Validators | undefined,
  comparison: Comparison = 'strong',
): PreconditionVerdict {
  if (hasFailed(request, current, comparison)) return 'failed'
  if (!isUnchanged(request, current)) return 'proceed'
  return isSafe(request.method) ? 'not-modified' : 'failed'
}

function hasFailed(
  request: ConditionalRequest,
  current: Validators | undefined,
  comparison: Comparison,
): boolean {
  const ifMatch = request.header('if-match')
  if (ifMatch !== undefined) return !names(ifMatch, current, comparison)
  const since = dateOf(request, 'if-unmodified-since')
  const modified = secondsOf(current)
  return since !== undefined && modified !== undefined && modified > since
}

function isUnchanged(request: ConditionalRequest, current: Validators | undefined): boolean {
  const ifNoneMatch = request.header('if-none-match')
  if (ifNoneMatch !== undefined) return names(ifNoneMatch, current, 'weak')
  if (!isSafe(request.method)) return false
  const since = dateOf(request, 'if-modified-since')
  const modified = secondsOf(current)
  return since !== undefined && modified !== undefined && modified <= since
}

/**
 * Whether a Range header counts: without If-Range it does, with it only if the client's part is of the very
 * same bytes (RFC 9110, section 13.1.5).
 */
export function rangeApplies(request: ConditionalRequest, current: Validators): boolean {
  const ifRange = request.header('if-range')
  if (ifRange === undefined) return true
  const { etag } = current
  if (/^\s*(?:W\/)?"/.test(ifRange)) return etag !== undefined && namesEntityTag(ifRange, etag, 'strong')
  const date = parseHttpDate(ifRange.trim())
  // A file that has only just changed may change again within the same second: its tag is weak, and so is its date.
  const isStrong = etag === undefined || !etag.startsWith('W/')
  return isStrong && date !== undefined && date === secondsOf(current)
}

// "*" is met by whatever exists, tag or no tag.
function names(header: string, current: Validators | undefined, comparison: Comparison): boolean {
  if (current === undefined) return false
  if (header.trim() === '*') return true
  return current.etag !== undefined && namesEntityTag(header, current.etag, comparison)
}

function dateOf(request: ConditionalRequest, name: string): number | undefined {
  const text = request.header(name)
  return text === undefined ? undefined : parseHttpDate(text.trim())
}

// Headers know whole seconds.
function secondsOf(current: Validators | undefined): number | undefined {
  const modified = current?.lastModified
  return modified === undefined ? undefined : Math.floor(modified / 1_000) * 1_000
}

function isSafe(method: string): boolean {
  return method === 'GET' || method === 'HEAD'
}
