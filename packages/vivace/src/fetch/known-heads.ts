import type { Answer } from '../exchange/answer.ts'
import { frameHeaders } from '../exchange/frame-headers.ts'

/** What Node refuses in a header value too: the same app answers the same everywhere. */
const forbiddenInValue = /[^\t\x20-\x7e\x80-\xff]/

/** As many kinds of answers as are given in turn by a busy app. */
const most = 8

/** What is known of one kind of answers. */
export interface KnownHead {
  /** The status and the headers of a `Response`, which copies them; one that is a `Response` itself is taken fastest. */
  readonly init: Response
  readonly hasContentType: boolean
}

interface Entry extends KnownHead {
  readonly status: number
  readonly fields: readonly string[]
}

/**
 * The heads of answers. Most answers of an app have the same one but for their length, and `Headers` made anew
 * take longer on Bun than all that the app does for a short answer.
 *
 *     const { init } = new KnownHeads().of(new Answer(200, ['content-type', 'text/plain'], 'abc'))
 *     const response = new Response('abc', init)
 *
 * Throws for a header that HTTP does not allow.
 */
export class KnownHeads {
  readonly #known: Entry[] = []
  #next = 0

  of(answer: Answer): KnownHead {
    for (const known of this.#known) if (isHeadOf(known, answer)) return known
    const { status, fields, sharedFields } = answer
    const init = new Response(null, { status, headers: webHeaders(fields, undefined) })
    const hasContentType = init.headers.has('content-type')
    // A list that is not shared may change.
    const known = { status, fields: fields === sharedFields ? fields : fields.slice(), init, hasContentType }
    this.#known[this.#next] = known
    this.#next = (this.#next + 1) % most
    return known
  }
}

function isHeadOf(known: Entry, { status, fields }: Answer): boolean {
  return known.status === status && (known.fields === fields || isSame(known.fields, fields))
}

function isSame(one: readonly string[], other: readonly string[]): boolean {
  if (one.length !== other.length) return false
  // What differs from one answer to the next is mostly what was added last.
  for (let at = one.length - 1; at >= 0; at -= 1) if (one[at] !== other[at]) return false
  return true
}

/** Makes `Headers` of a list, with what frames the body put right. */
export function webHeaders(headers: readonly string[], length: number | undefined): Headers {
  const framed = frameHeaders(headers, length)
  const made = new Headers()
  for (let at = 0; at < framed.length; at += 2) {
    const name = framed[at] ?? ''
    const value = framed[at + 1]
    if (value === undefined || forbiddenInValue.test(value)) {
      throw new Error(`The header ${JSON.stringify(name)} has a value that HTTP does not allow.`)
    }
    made.append(name, value)
  }
  return made
}
