/** An event as a browser would hand it to its listeners. */
export interface ReceivedEvent {
  /** `message` where the server gives none. */
  readonly event: string
  readonly data: string
  /** The last id that the server has given; empty if none. */
  readonly id: string
}

/**
 * Reads an event stream as browsers do (HTML, section 9.2.6).
 *
 *     const parser = new EventParser()
 *     parser.push('data: 1\nid: 7\n\nda')    // [{ event: 'message', data: '1', id: '7' }]
 *     parser.push('ta: 2\n\n')               // [{ event: 'message', data: '2', id: '7' }]
 */
export class EventParser {
  /** What the server last asked to wait before the next connection, in milliseconds. */
  retry: number | undefined = undefined
  #rest = ''
  // A line feed after it belongs to the line that it has ended.
  #endsWithReturn = false
  #event = ''
  #data: string[] = []
  #id = ''

  /** The events that are complete with this piece of the stream. */
  push(text: string): ReceivedEvent[] {
    const received: ReceivedEvent[] = []
    const isSecondHalf = this.#endsWithReturn && text.startsWith('\n')
    if (text !== '') this.#endsWithReturn = text.endsWith('\r')
    const lines = (this.#rest + (isSecondHalf ? text.slice(1) : text)).split(/\r\n|\r|\n/)
    this.#rest = lines.pop() ?? ''
    for (const line of lines) {
      if (line !== '') this.#field(line)
      else received.push(...this.#dispatch())
    }
    return received
  }

  #field(line: string): void {
    const colon = line.indexOf(':')
    if (colon === 0) return
    const name = colon < 0 ? line : line.slice(0, colon)
    const value = colon < 0 ? '' : line.slice(colon + 1).replace(/^ /, '')
    if (name === 'event') this.#event = value
    else if (name === 'data') this.#data.push(value)
    else if (name === 'id' && !value.includes('\0')) this.#id = value
    else if (name === 'retry' && /^\d+$/.test(value)) this.retry = Number(value)
  }

  #dispatch(): ReceivedEvent[] {
    const event = this.#event === '' ? 'message' : this.#event
    const data = this.#data
    this.#event = ''
    this.#data = []
    return data.length === 0 ? [] : [{ event, data: data.join('\n'), id: this.#id }]
  }
}
