import { problemSchema } from '../http/index.ts'
import type { JsonSchema } from '../schema/index.ts'

/**
 * A problem document.
 * @see https://www.rfc-editor.org/rfc/rfc9457
 */
export const problemDetails: JsonSchema = problemSchema

/** The problem document of a request whose inputs are wrong. */
export const validationProblem: JsonSchema = {
  id: 'ValidationProblem',
  title: 'ValidationProblem',
  description: 'Everything that is wrong with the inputs of a request, at once.',
  type: 'object',
  properties: {
    ...problemSchema.properties,
    errors: {
      type: 'array',
      items: {
        type: 'object',
        properties: {
          in: { enum: ['path', 'query', 'header', 'cookie', 'body', 'form'], type: 'string' },
          pointer: {
            type: 'string',
            format: 'json-pointer',
            description:
              'The value in its place: `/limit` in the query, `/tags/0` in a body, empty for all of it.',
          },
          message: { type: 'string' },
          code: { type: 'string', description: 'What does not hold: `missing`, `type`, `minimum`.' },
        },
        required: ['in', 'pointer', 'message', 'code'],
      },
    },
  },
  required: ['type', 'title', 'status', 'errors'],
  examples: [
    {
      type: 'about:blank',
      title: 'The request is not valid',
      status: 422,
      code: 'validation-failed',
      errors: [{ in: 'query', pointer: '/limit', message: 'Must be at most 100', code: 'maximum' }],
    },
  ],
}

/** An error in FastAPI's shape. */
export const fastapiError: JsonSchema = {
  id: 'HTTPError',
  title: 'HTTPError',
  type: 'object',
  properties: { detail: { title: 'Detail' } },
  required: ['detail'],
}

/** FastAPI's 422, member for member as FastAPI 0.162 writes it. */
export const fastapiValidationError: JsonSchema = {
  $ref: '#/$defs/HTTPValidationError',
  $defs: {
    HTTPValidationError: {
      properties: {
        detail: { items: { $ref: '#/$defs/ValidationError' }, type: 'array', title: 'Detail' },
      },
      type: 'object',
      title: 'HTTPValidationError',
    },
    ValidationError: {
      properties: {
        loc: {
          items: { anyOf: [{ type: 'string' }, { type: 'integer' }] },
          type: 'array',
          title: 'Location',
        },
        msg: { type: 'string', title: 'Message' },
        type: { type: 'string', title: 'Error Type' },
        input: { title: 'Input' },
        ctx: { type: 'object', title: 'Context' },
      },
      type: 'object',
      required: ['loc', 'msg', 'type'],
      title: 'ValidationError',
    },
  },
}
