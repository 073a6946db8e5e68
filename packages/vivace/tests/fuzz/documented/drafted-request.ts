import * as fc from 'fast-check'
import type { DocumentJudge } from './document-judge.ts'
import { DocumentValues } from './document-values.ts'
import type { DocumentedBody, DocumentedOperation } from './documented-operation.ts'
import { textsOf } from './parameter-texts.ts'
import type { DraftedRequest } from './wire-request.ts'

/** Requests to an operation that are right, as far as its document tells. */
export function draftsOf(operation: DocumentedOperation, judge: DocumentJudge): fc.Arbitrary<DraftedRequest> {
  const { parameters, body } = operation
  const sent = fc.tuple(...parameters.map((parameter) => textsOf(judge, parameter)))
  const bodies = body === undefined ? fc.constant(undefined) : bodiesOf(judge, body)
  return fc.tuple(sent, bodies).map(([all, value]) => {
    const texts = new Map(parameters.map((parameter, at) => [parameter, all[at]]))
    return {
      operation,
      texts,
      body: value,
      [fc.toStringMethod]: () =>
        `${operation.name} ${fc.stringify([...texts].map(([{ in: place, name }, sent]) => [place, name, sent]))} ${fc.stringify(value)}`,
    }
  })
}

function bodiesOf(judge: DocumentJudge, body: DocumentedBody): fc.Arbitrary<unknown> {
  if (body.mediaType !== 'application/json') return fc.uint8Array({ maxLength: 40 })
  const values = new DocumentValues(judge, 'body').of(body.schema)
  return body.isRequired ? values : fc.option(values, { nil: undefined, freq: 4 })
}
