import type { ClientOperation } from './client-operations.ts'
import { readEvents } from './read-events.ts'
import { readLines } from './read-lines.ts'
import { readPieces } from './read-pieces.ts'
import { parseJson } from './parse-json.ts'

/** An answer of any status, its body read, or ready to be read item by item. */
export interface ReadAnswer {
  readonly ok: boolean
  readonly status: number
  readonly headers: Headers
  readonly body: unknown
}

/**
 * Reads an answer by what the operation says of it, else by its media type. JSON becomes values and nothing more: no
 * dates, no functions, no prototypes.
 */
export async function readAnswer({ answers = {} }: ClientOperation, response: Response): Promise<ReadAnswer> {
  const { ok, status, headers } = response
  const type = (headers.get('content-type') ?? '').replace(/;.*/s, '').trim().toLowerCase()
  // What refuses a request is no stream, whatever the route declares.
  const declared = answers[String(status)]
  const how = ok ? (declared === 'blob' ? declared : (streamTypes.get(type) ?? declared)) : undefined
  return { ok, status, headers, body: await readBody(response, type, how) }
}

const streamTypes: ReadonlyMap<string, string> = new Map([
  ['text/event-stream', 'event'],
  ['application/jsonl', 'line'],
  ['application/x-ndjson', 'line'],
])

const text = /^(?:text\/.*|application\/xml|.*\+xml|)$/
const json = /^(?:application\/json|.*\+json)$/

async function readBody(response: Response, type: string, how: string | undefined): Promise<unknown> {
  if (how === 'event') return readEvents(response).items
  if (how === 'line') return readLines(response)
  if (how === 'piece') return readPieces(response)
  if (how === 'blob') return response.blob()
  if (json.test(type)) return readJson(response)
  if (how !== 'text' && !text.test(type)) return response.blob()
  const read = await response.text()
  return read === '' && type === '' ? undefined : read
}

async function readJson(response: Response): Promise<unknown> {
  const read = await response.text()
  if (read === '') return undefined
  try {
    return parseJson(read)
  } catch (error) {
    // A proxy's page under a wrong type: the status says enough.
    if (!response.ok) return read
    throw new TypeError('The answer says that it is JSON, and is not.', { cause: error })
  }
}
