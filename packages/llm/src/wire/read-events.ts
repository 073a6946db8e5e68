import { EventParser } from 'vivace/client'
import { notOfTheFormat } from './wire-json.ts'

/** Characters that one event may have: beyond it is no endpoint of a model. */
const longestEvent = 1_048_576

/**
 * The data of the events of a stream, one after the other, without the `[DONE]` at its end; answers whether that came.
 *
 *     const isDone = yield* readEvents(bytes)
 */
export async function* readEvents(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<string, boolean> {
  const parser = new EventParser()
  const decoder = new TextDecoder()
  let waiting = 0
  for await (const chunk of chunks) {
    const text = decoder.decode(chunk, { stream: true })
    const events = parser.push(text)
    waiting = events.length === 0 ? waiting + text.length : 0
    if (waiting > longestEvent) throw notOfTheFormat('has an event without an end')
    for (const { data } of events) {
      if (data === '[DONE]') return true
      yield data
    }
  }
  // Some endpoints leave out the empty line after the last event.
  for (const { data } of parser.push('\n\n')) if (data !== '[DONE]') yield data
  return false
}
