import { frameHeaders } from '../exchange/frame-headers.ts'

/** What Node refuses in a header value too: the same app answers the same everywhere. */
const forbiddenInValue = /[^\t\x20-\x7e\x80-\xff]/

/** As many kinds of answers as are given in turn by a busy app. */
const most = 8

/** What is known of one kind of answers. */
export interface Known {
  readonly headers: Headers
  readonly hasContentType: boolean
}

interface Entry extends Known {
  readonly list: readonly string[]
}

/**
 * The `Headers` of answers. Most answers of an app have the same ones but for their length, and a `Headers` made anew
 * takes longer on Bun than all that the app does for a short answer.
 *
 *     const { headers } = new KnownHeaders().of(['content-type', 'text/plain'])
 *     const response = new Response('abc', { headers })    // which copies them
 *
 * Throws for a header that HTTP does not allow.
 */
export class KnownHeaders {
  readonly #known: Entry[] = []
  #next = 0

  of(list: readonly string[]): Known {
    for (const known of this.#known) if (isSame(known.list, list)) return known
    const headers = webHeaders(list, undefined)
    const known = { list: list.slice(), headers, hasContentType: headers.has('content-type') }
    this.#known[this.#next] = known
    this.#next = (this.#next + 1) % most
    return known
  }
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
