import { type FailurePlace, MalformedJson, ValidationError } from '../errors/index.ts'
import { exceedsDepth, forbiddenKeyPath } from '../schema/index.ts'
import { findJsonFault } from './find-json-fault.ts'

/** The deepest that arrays and objects may be nested. */
const deepest = 100

/**
 * Parses JSON that a client has sent.
 *
 * Throws 400 `malformed-json`, 422 for keys that could change a prototype.
 */
export function parseJson(text: string, place: FailurePlace): unknown {
  if (exceedsDepth(text, deepest)) throw new MalformedJson(`It is nested more than ${deepest} levels deep.`)
  const value = parse(text)
  const path = forbiddenKeyPath(text, value)
  if (path !== undefined) {
    throw new ValidationError([
      { in: place, path, message: 'This key is not allowed', code: 'forbidden_key' },
    ])
  }
  return value
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    // The engine's message quotes the body; only the position is ours to tell.
    const fault = findJsonFault(text)
    throw new MalformedJson(
      fault === undefined ? 'It cannot be parsed.' : `It cannot be parsed at position ${fault.position}.`,
      fault,
    )
  }
}
