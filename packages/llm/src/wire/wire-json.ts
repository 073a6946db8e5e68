import { LlmError } from '../errors/index.ts'

/** An object of JSON whose members nobody has looked at yet. */
export type WireObject = Readonly<Record<string, unknown>>

/** Whether a value of JSON is an object. */
export function isObject(value: unknown): value is WireObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** A member that is an object, or an empty one: what an endpoint leaves out is not there, and that is all. */
export function objectIn(parent: WireObject, member: string): WireObject {
  const value = parent[member]
  return isObject(value) ? value : {}
}

/** A member that is a text with something in it. */
export function wordIn(parent: WireObject, member: string): string | undefined {
  const value = parent[member]
  return typeof value === 'string' && value !== '' ? value : undefined
}

/** A member that is a list, or an empty one. */
export function listIn(parent: WireObject, member: string): readonly unknown[] {
  const value = parent[member]
  return Array.isArray(value) ? value : []
}

/** A count: a whole number that is not negative. */
export function countIn(parent: WireObject, member: string): number | undefined {
  const value = parent[member]
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value : undefined
}

/** The value of a JSON text; throws `LlmError` `upstream_invalid`, which does not repeat it. */
export function parseWire(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw notOfTheFormat('is not JSON')
  }
}

/** What is said of an answer that is not of the wire format: `has no choices`. */
export function notOfTheFormat(cause: string): LlmError {
  return new LlmError({ code: 'upstream_invalid', message: `The endpoint's answer ${cause}` })
}
