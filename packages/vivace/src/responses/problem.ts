import { type ProblemDetails, problemMediaType, problemSchema, statusPhrase } from '../http/index.ts'
import { AnswerInvalid } from './answer-invalid.ts'
import type { ResponseKind } from './response-kind.ts'

/**
 * A problem document as a declared answer (RFC 9457).
 *
 *     returns: { 201: User, 409: Problem }
 */
export const Problem: ResponseKind<ProblemDetails> = {
  '~vivace': {
    status: 500,
    bind: (where) => ({
      mediaType: problemMediaType,
      schema: problemSchema,
      encode(value, status, { id }) {
        if (typeof value !== 'object' || value === null) {
          throw new AnswerInvalid(
            `${where}: 'returns' declares a problem, but the handler answers ${typeof value}`,
          )
        }
        const instance = id === undefined ? {} : { instance: id }
        return JSON.stringify({
          type: 'about:blank',
          title: statusPhrase(status),
          status,
          ...instance,
          ...value,
        })
      },
    }),
  },
}
