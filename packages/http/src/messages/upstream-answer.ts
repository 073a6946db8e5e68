import type { ProblemDetails } from 'vivace'
import type { UpstreamAnswer } from '../errors/index.ts'
import { beginningOf } from './collect-body.ts'
import { type ArrivingBody, textOf } from './read-body.ts'
import { unpackBody } from './unpack-body.ts'

/** As much of an error's body as anybody reads. */
const limit = 65_536

/** An answer that is not 2xx. */
export interface FailedAnswer extends Omit<ArrivingBody, 'limit'> {
  readonly status: number
}

/**
 * What an answer that is not 2xx says, its problem document read if it is one.
 *
 *     const { problem } = await readFailedAnswer({ status: 409, headers, chunks })
 *     problem?.code    // 'email-taken'
 *
 * Of a large body it has the beginning; one that is packed and too large or broken is as good as none.
 */
export async function readFailedAnswer({
  status,
  headers,
  chunks,
  signal,
}: FailedAnswer): Promise<UpstreamAnswer> {
  const bytes = await beginningOf(chunks, limit)
  const encoding = headers.get('content-encoding')
  const text = await unpackBody({ bytes, encoding, limit, signal }).then(textOf, () => '')
  return { status, headers, text, problem: problemOf(text, headers) }
}

/** `answered 409: E-mail already registered. Use another one. (email-taken)`; bounded, and on one line. */
export function describeAnswer({ status, problem }: UpstreamAnswer): string {
  const { title, detail, code } = problem ?? {}
  const said = [title, detail].filter((text) => typeof text === 'string').join(' ')
  const named = typeof code === 'string' ? ` (${code})` : ''
  const words = `${said}${named}`.replaceAll(/\p{Cc}+/gu, ' ').slice(0, 500)
  return words === '' ? `answered ${status}` : `answered ${status}: ${words}`
}

function problemOf(text: string, headers: Headers): ProblemDetails | undefined {
  if (headers.get('content-type')?.toLowerCase().startsWith('application/problem+json') !== true)
    return undefined
  try {
    const parsed: unknown = JSON.parse(text)
    // Every member of a problem document is optional, and readers look at their types (RFC 9457, section 3.1).
    return typeof parsed === 'object' && parsed !== null ? (parsed as ProblemDetails) : undefined
  } catch {
    return undefined
  }
}
