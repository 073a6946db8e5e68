export type {
  BodyAs,
  CallDefaults,
  CallOptions,
  Expectation,
  HttpResponse,
  QueryValue,
  SentBody,
} from './call-options.ts'
export { BodyFault, cappedBody } from './collect-body.ts'
export { type OutgoingBody, type OutgoingRequest, outgoingRequest } from './outgoing-request.ts'
export { InvalidBody, readBody } from './read-body.ts'
export { isStream, redirected } from './redirect.ts'
export { describeAnswer, readFailedAnswer } from './upstream-answer.ts'
