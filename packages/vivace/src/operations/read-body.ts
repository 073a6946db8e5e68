import { HttpError, MalformedJson } from '../errors/index.ts'
import { isJson, parseMediaType } from '../http/index.ts'
import type { BodyDescription } from '../inputs/index.ts'
import { parseJson } from './parse-json.ts'
import type { Settle, Step } from './plan.ts'

/** Collects the bytes before anything is made, so that a slow client holds nothing that others wait for. */
export const collectBody: Step = (run) => {
  const bytes = run.exchange.readBody(run.exchange.bodyLimit)
  if (bytes instanceof Uint8Array) {
    run.bytes = bytes
    return undefined
  }
  run.settle = keepBytes
  return bytes
}

const keepBytes: Settle = (run, bytes) => {
  // What `readBody` has promised.
  run.bytes = bytes as Uint8Array
}

const utf8 = new TextDecoder('utf-8', { fatal: true })

/**
 * Parses the JSON body, once all guards have passed. The media type is read once, and the same reading decides
 * that the body is parsed and validated: there is no type that is parsed but not validated.
 *
 * Throws 415 `unsupported-media-type`, 400 `malformed-json`, 422 for keys that could change a prototype.
 */
export const parseBody: Step = (run) => {
  if (run.bytes.length === 0) return
  const header = run.exchange.header('content-type')
  // What nearly every client sends needs no parsing.
  if (header !== 'application/json' && !isJsonHeader(header)) throw unsupported()
  run.body = parseJson(decode(run.bytes), 'body')
}

function isJsonHeader(header: string | undefined): boolean {
  const type = header === undefined ? undefined : parseMediaType(header)
  return type !== undefined && isJson(type)
}

function decode(bytes: Uint8Array): string {
  try {
    return utf8.decode(bytes)
  } catch {
    throw new MalformedJson('It is not UTF-8.')
  }
}

function unsupported(): HttpError {
  return new HttpError(415, {
    code: 'unsupported-media-type',
    detail: 'Send the body as application/json.',
    headers: { accept: 'application/json' },
  })
}

/** Fails for the members of a keyed body that no input names; what is inside a member its own input judges. */
export function judgeMembers(described: readonly BodyDescription[]): Step {
  const names = new Set(described.map(({ member }) => member))
  return ({ body, failures }) => {
    if (typeof body !== 'object' || body === null || Array.isArray(body)) return
    for (const [name, input] of Object.entries(body)) {
      if (names.has(name)) continue
      failures.push({
        in: 'body',
        path: [name],
        message: 'Unknown field',
        code: 'additionalProperties',
        input,
      })
    }
  }
}
