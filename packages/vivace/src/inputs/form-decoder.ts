import {
  exceedsDepth,
  forbiddenKeyPath,
  type JsonSchema,
  resolve,
  type TextDecoding,
  UNDECODABLE,
} from '../schema/index.ts'

/** The deepest that arrays and objects of JSON in a form may be nested, as in a body. */
const deepest = 100

/**
 * The decoder of a field that text cannot carry, such as an object: its text is JSON. Of an array each item is a
 * field of its own (OpenAPI 3.1, Encoding Object).
 *
 *     formDecoder({ type: 'object' }).decode('{"a":1}')    // { a: 1 }
 */
export function formDecoder(json: JsonSchema, root: JsonSchema = json): TextDecoding {
  const repeated = resolve(json, root).type === 'array'
  return {
    repeated,
    decode: (text) => (repeated ? [decodeOr(text, text)] : decodeOr(text, UNDECODABLE)),
    decodeAll: (texts) =>
      repeated ? texts.map((text) => decodeOr(text, text)) : decodeOr(texts[0] ?? '', UNDECODABLE),
    mismatch: { code: 'json', limit: undefined, message: 'Expected JSON' },
  }
}

// The same that a body must keep to. An item that is none stays the text that it is: the schema names its place.
function decodeOr(text: string, otherwise: unknown): unknown {
  if (exceedsDepth(text, deepest)) return otherwise
  try {
    const value: unknown = JSON.parse(text)
    return forbiddenKeyPath(text, value) === undefined ? value : otherwise
  } catch {
    return otherwise
  }
}
