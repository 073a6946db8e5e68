import type { ErrorDefinition } from '../errors/index.ts'
import { statusPhrase } from '../http/index.ts'
import type { OpenApiReference, OpenApiResponse } from './document.ts'
import { errorShapes } from './error-format.ts'
import type { Writing } from './writing.ts'

const internal = ['500', 'internal-error'] as const
const ofBodies = [
  ['400', 'malformed-json'],
  ['413', 'content-too-large'],
  ['415', 'unsupported-media-type'],
] as const

/**
 * What every operation can answer without having declared it: malformed JSON, a body that is too large or of
 * another media type, an internal error, and what middleware adds.
 *
 * It is the operation's `default` answer and one component, rather than three to five answers in every
 * operation: they come from the framework and have one shape, they would bury the answers that the operation
 * itself declares, and only `default` covers those that nobody can list, such as a proxy's. A generated client
 * gets the type of the error for every call.
 */
export class SharedResponses {
  readonly #written = new Map<string, OpenApiResponse>()

  /** The `default` answer of an operation. */
  refer(writing: Writing): OpenApiReference {
    const takesBody = writing.operation.body.length > 0
    const name = takesBody ? 'BodyProblem' : 'Problem'
    if (!this.#written.has(name))
      this.#written.set(name, write(writing, takesBody ? [...ofBodies, internal] : [internal]))
    return { $ref: `#/components/responses/${name}` }
  }

  /** The components that were referred to. */
  settle(): Record<string, OpenApiResponse> {
    return Object.fromEntries([...this.#written].sort(([left], [right]) => (left < right ? -1 : 1)))
  }
}

function write(writing: Writing, failures: readonly (readonly [string, string])[]): OpenApiResponse {
  const shape = errorShapes[writing.errorFormat]
  const use = { direction: 'output', where: 'The answers of Vivace itself', hint: 'Problem' } as const
  // In FastAPI's format malformed JSON is one of the failures of the 422.
  const shown = failures.filter(([, code]) => writing.errorFormat === 'problem' || code !== 'malformed-json')
  const examples = shown.map(([status, code]) => {
    const definition: ErrorDefinition = { status: Number(status), code, title: statusPhrase(Number(status)) }
    return [code, { summary: `${status} ${definition.title}`, value: shape.example(definition) }] as const
  })
  return {
    description: 'Any other failure.',
    content: {
      [shape.mediaType]: {
        schema: writing.schemas.write(shape.general, use),
        examples: Object.fromEntries(examples),
      },
    },
  }
}
