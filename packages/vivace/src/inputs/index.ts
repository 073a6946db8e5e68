export { accepts } from './accepts.ts'
export { acceptsLanguage } from './accepts-language.ts'
export type { Background } from './background-port.ts'
export { background } from './background.ts'
export { body, type BodyOptions, type BodySource } from './body.ts'
export { type CheckOptions, type CheckValue, compileCheck } from './check-value.ts'
export { client, type Client } from './client.ts'
export { cookie } from './cookie.ts'
export { defineInput, isInput } from './define-input.ts'
export { exchangeInput } from './exchange-input.ts'
export { expiry } from './expiry.ts'
export { emptyForm, type FormContents, type FormField } from './form-contents.ts'
export type { FormLimits } from './form-limits.ts'
export { form } from './form.ts'
export { header } from './header.ts'
export type { InputOptions } from './input-options.ts'
export type {
  Input,
  InputInternals,
  InputRecord,
  Lifetime,
  SentInput,
  SentInternals,
  ValueOf,
  ValuesOf,
} from './input.ts'
export { lastEventId } from './last-event-id.ts'
export { log } from './log.ts'
export { path, type PathInput } from './path.ts'
export {
  Preconditions,
  preconditions,
  type PreconditionsOptions,
  type PreconditionState,
} from './preconditions.ts'
export { prefer, Preferences } from './prefer.ts'
export { query } from './query.ts'
export { IncomingRequest, request } from './request.ts'
export { type OutgoingHeaderOptions, OutgoingResponse, response } from './response.ts'
export { scopes } from './scopes.ts'
export { type SignedCookie, signedCookie, type SignedCookieOptions } from './signed-cookie.ts'
export { signal } from './signal.ts'
export {
  type BodyDescription,
  type BoundSource,
  type FormUse,
  INVALID,
  type MessageDescription,
  type ParameterDescription,
  type Reading,
  type ResponseDraft,
  type SecurityDescription,
  type SocketMessages,
  type Sending,
  type SendingDescription,
  type SendingModel,
  type ScopedSource,
  type Source,
  type SourceUse,
  type UnknownFields,
} from './source.ts'
export { upload, type UploadOptions, uploads, type UploadsOptions } from './upload.ts'
export { type FileFacts, UploadedFile } from './uploaded-file.ts'
