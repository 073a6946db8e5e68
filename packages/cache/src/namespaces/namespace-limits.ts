import { DefinitionError, type Duration, parseByteSize, parseDuration } from 'vivace'
import type { NamespaceDefinition } from './namespace.ts'

/** How long the values of a namespace live, in milliseconds, and how many there may be. */
export interface NamespaceLimits {
  readonly ttl: number
  readonly staleFor: number
  readonly graceFor: number
  readonly entries: number
  readonly bytes: number
}

/**
 * The limits that a namespace declares.
 *
 * Throws `DefinitionError` CACHE_NAMESPACE_INVALID, DURATION_INVALID and BYTE_SIZE_INVALID.
 */
export function namespaceLimits(definition: NamespaceDefinition): NamespaceLimits {
  const { name, ttl, entries, bytes = '16mb', staleWhileRevalidate = 0, grace = 0 } = definition
  const where = `namespace '${name}'`
  if (!/^[\w.-]+$/.test(name)) {
    throw invalid(
      where,
      'its name is not made of letters, digits, "_", "-" and "."',
      "name it as in 'user_profile'",
    )
  }
  if (!Number.isSafeInteger(entries) || entries < 1) {
    throw invalid(
      where,
      `'entries' is ${String(entries)}`,
      'say how many values memory may keep, as in entries: 500',
    )
  }
  const limits = {
    ttl: positive(ttl, where),
    staleFor: parseDuration(staleWhileRevalidate, `${where}, 'staleWhileRevalidate'`),
    graceFor: parseDuration(grace, `${where}, 'grace'`),
    entries,
    bytes: parseByteSize(bytes, `${where}, 'bytes'`),
  }
  if (limits.bytes < 1)
    throw invalid(where, "'bytes' is 0", "say how much memory may keep, as in bytes: '16mb'")
  return limits
}

/** How long a value is kept at all: while it is fresh, and while it is answered for want of a better one. */
export function retentionOf(
  { staleFor, graceFor }: Pick<NamespaceLimits, 'staleFor' | 'graceFor'>,
  ttl: number,
): number {
  return ttl + Math.max(staleFor, graceFor)
}

function positive(ttl: Duration, where: string): number {
  const milliseconds = parseDuration(ttl, `${where}, 'ttl'`)
  if (milliseconds > 0) return milliseconds
  throw invalid(where, "'ttl' is 0, so that nothing would be kept", "give it a lifetime, as in ttl: '5m'")
}

function invalid(where: string, cause: string, remedy: string): DefinitionError {
  return new DefinitionError({ code: 'CACHE_NAMESPACE_INVALID', where, cause, remedy })
}
