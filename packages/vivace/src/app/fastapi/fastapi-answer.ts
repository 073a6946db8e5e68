import { type HttpError, MalformedJson, ValidationError } from '../../errors/index.ts'
import { statusPhrase } from '../../http/index.ts'
import { fastapiDetail } from './fastapi-detail.ts'

/** The status and the body that FastAPI answers. */
export interface FastapiAnswer {
  readonly status: number
  readonly body: { readonly detail: unknown }
}

/**
 * An error in FastAPI's own shape, `{ detail }`: a list for a request that is not valid, else text.
 *
 *     fastapiAnswer(new HttpError(404))    // { status: 404, body: { detail: 'Not Found' } }
 *
 * Malformed JSON is a 422 of the list's shape, a body that is no text at all is 400, as they are there.
 */
export function fastapiAnswer(error: HttpError): FastapiAnswer {
  const { status } = error
  if (error instanceof ValidationError) return { status, body: { detail: fastapiDetail(error) } }
  if (error instanceof MalformedJson) return malformed(error)
  return { status, body: { detail: error.detail ?? error.title ?? statusPhrase(status) } }
}

function malformed({ fault }: MalformedJson): FastapiAnswer {
  if (fault === undefined) return { status: 400, body: { detail: 'There was an error parsing the body' } }
  const failure = {
    type: 'json_invalid',
    loc: ['body', fault.position],
    msg: 'JSON decode error',
    input: {},
    ctx: { error: fault.reason },
  }
  return { status: 422, body: { detail: [failure] } }
}
