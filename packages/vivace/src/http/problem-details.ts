/**
 * A problem document.
 * @see https://www.rfc-editor.org/rfc/rfc9457
 */
export interface ProblemDetails {
  readonly type?: string
  readonly title?: string
  readonly status?: number
  readonly detail?: string
  readonly instance?: string
  /** A word that programs can rely on: `email-taken`. */
  readonly code?: string
  readonly [extension: string]: unknown
}

/** The media type of problem documents. */
export const problemMediaType = 'application/problem+json'

/** A member of a problem document, as JSON Schema. An alias, because interfaces have no index signature. */
type ProblemMember = {
  readonly type: 'string' | 'integer'
  readonly description: string
  readonly format?: string
  readonly default?: string
  readonly minimum?: number
  readonly maximum?: number
}

/** The JSON Schema of problem documents, for the API documents. */
export const problemSchema: {
  readonly id: string
  readonly title: string
  readonly description: string
  readonly type: 'object'
  readonly properties: Readonly<Record<string, ProblemMember>>
  readonly required: readonly string[]
} = {
  id: 'ProblemDetails',
  title: 'ProblemDetails',
  description: 'What went wrong (RFC 9457).',
  type: 'object',
  properties: {
    type: {
      type: 'string',
      format: 'uri-reference',
      description: 'Identifies the kind of problem.',
      default: 'about:blank',
    },
    title: { type: 'string', description: 'What is wrong in general.' },
    status: { type: 'integer', minimum: 100, maximum: 599, description: 'The status of the answer.' },
    detail: { type: 'string', description: 'What went wrong this time.' },
    instance: { type: 'string', format: 'uri-reference', description: 'Identifies this answer.' },
    code: { type: 'string', description: 'A word that programs can rely on.' },
  },
  required: ['type', 'title', 'status'],
}
