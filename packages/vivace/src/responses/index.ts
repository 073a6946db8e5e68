export { AnswerInvalid } from './answer-invalid.ts'
export { Content, content, type ContentOf, type Representations } from './content.ts'
export { type EventItems, events, type EventsOptions } from './events.ts'
export { answerFile, type FileFacts } from './file-answer.ts'
export { file, FileBody, type FileKindOptions, type FileOptions } from './file.ts'
export { html } from './html.ts'
export { compileJsonWriter, json, stringify } from './json-response.ts'
export { lines, type LinesOptions } from './lines.ts'
export type { OpeningOptions } from './open-items.ts'
export { Problem } from './problem.ts'
export { redirect, type RedirectOptions, type RedirectStatus } from './redirect.ts'
export { cookieOf, isReply, Reply, reply, type ReplyOptions } from './reply.ts'
export {
  type BoundResponse,
  type Encoded,
  type ItemDescription,
  isResponseKind,
  type ItemsKind,
  type ItemsType,
  isSuccess,
  type ResponseKind,
  type SuccessStatus,
} from './response-kind.ts'
export type { Answerable, BodyOf, HandlerResult, Returned, Returns } from './returns.ts'
export { event, type EventFields, ServerSentEvent } from './server-sent-event.ts'
export { servablePath } from './servable-path.ts'
export { stream } from './stream.ts'
export { text, textOf } from './text.ts'
