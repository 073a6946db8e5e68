import type { StandardSchemaV1 } from '@standard-schema/spec'
import type { Expectation } from './call-options.ts'
import { BodyFault, collectBody } from './collect-body.ts'
import { layersOf, unpackBody } from './unpack-body.ts'

/** The body breaks the schema that the call has given. */
export class InvalidBody extends Error {
  override readonly name = 'InvalidBody'
}

/** A body to be read. */
export interface ArrivingBody {
  readonly headers: Headers
  readonly chunks: AsyncIterable<Uint8Array>
  /** How many bytes it may have, packed and unpacked. */
  readonly limit: number
  /** Ends the reading. */
  readonly signal?: AbortSignal | undefined
}

/**
 * What an expectation makes of a body.
 *
 *     await readBody({ headers, chunks, limit: 10_485_760 }, Item)
 *
 * Throws `BodyFault` and `InvalidBody`.
 */
export async function readBody(arriving: ArrivingBody, expected: Expectation): Promise<unknown> {
  if (expected === 'stream') return plainStream(arriving)
  const bytes = await wholeBody(arriving)
  if (expected === undefined) return undefined
  if (expected === 'bytes') return bytes
  const text = textOf(bytes)
  return expected === 'text' ? text : checked(parsed(text, arriving.headers), expected)
}

async function wholeBody({ headers, chunks, limit, signal }: ArrivingBody): Promise<Uint8Array> {
  const encoding = headers.get('content-encoding')
  return unpackBody({ bytes: await collectBody(chunks, limit), encoding, limit, signal })
}

function plainStream({ headers, chunks }: ArrivingBody): AsyncIterable<Uint8Array> {
  const layers = layersOf(headers.get('content-encoding'))
  if (layers.length > 0) throw new BodyFault(`streams a body in the coding ${layers.join(', ')}`)
  return chunks
}

/** Text is UTF-8 (RFC 8259, section 8.1); a byte order mark is taken off. */
export function textOf(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes)
}

function parsed(text: string, headers: Headers): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    const kind = headers.get('content-type') ?? 'a body without a type'
    throw new BodyFault(`answered with ${kind.slice(0, 100)} that is not JSON`, { cause: error })
  }
}

async function checked(value: unknown, schema: StandardSchemaV1): Promise<unknown> {
  const verdict = await schema['~standard'].validate(value)
  if (verdict.issues === undefined) return verdict.value
  throw new InvalidBody(`answered what breaks its schema: ${listed(verdict.issues)}`)
}

/** What is wrong, and where; the values stay out of it, for they may be secret. */
function listed(issues: readonly StandardSchemaV1.Issue[]): string {
  const shown = issues.slice(0, 5).map(({ path = [], message }) => `${pointer(path)} ${message}`)
  return [...shown, ...(issues.length > 5 ? [`and ${issues.length - 5} more`] : [])].join('; ')
}

function pointer(path: NonNullable<StandardSchemaV1.Issue['path']>): string {
  const parts = path.map((part) => String(typeof part === 'object' ? part.key : part))
  return `/${parts.map((part) => part.replaceAll('~', '~0').replaceAll('/', '~1')).join('/')}`
}
