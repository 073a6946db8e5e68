import { EventParser } from '../http/event-parser.ts'
import type { ClientEvent } from './client-event.ts'
import { parseJson } from './parse-json.ts'
import { readText } from './read-pieces.ts'

/** The events of one connection, and what they have told of the next one. */
export interface ReadEvents {
  readonly items: AsyncGenerator<ClientEvent<unknown>, void, undefined>
  /** Keeps what the server asked for while the items were read. */
  readonly parser: EventParser
}

/**
 * The server-sent events of an answer, with their data as JSON. Data that is no JSON is not the schema's, but an end
 * mark for other clients (`raw: '[DONE]'`), and is passed over.
 */
export function readEvents(response: Response): ReadEvents {
  const parser = new EventParser()
  return { parser, items: itemsOf(response, parser) }
}

async function* itemsOf(
  response: Response,
  parser: EventParser,
): AsyncGenerator<ClientEvent<unknown>, void, undefined> {
  for await (const piece of readText(response)) {
    for (const received of parser.push(piece)) {
      const data = parse(received.data)
      if (data !== undefined) yield { ...received, data }
    }
  }
}

// JSON has no `undefined`.
function parse(text: string): unknown {
  try {
    return parseJson(text)
  } catch {
    return undefined
  }
}
