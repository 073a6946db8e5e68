export { abandon, cleanUp } from './clean-up.ts'
export { type CompileContext, type CompiledInputs, compileInputs } from './compile-inputs.ts'
export { compileOperation, type Operation } from './compile-operation.ts'
export type { Deprecation } from './deprecation.ts'
export { cleanUpOrHold } from './hold-stream.ts'
export { type DefineRoute, defineRoute, route, type HttpRouteDefiners } from './define-route.ts'
export type { AnswerDescription, OperationDescription, OutgoingDescription } from './description.ts'
export { answerReply } from './encode-answer.ts'
export { parseJson } from './parse-json.ts'
export { callback, type CallbackDefiners, type DefineCallback, describeOutgoing } from './outgoing.ts'
export type { Declaration, PlacedOptions, PlacedRoute } from './placed-route.ts'
export type { Plan, Run, Settle, Step } from './plan.ts'
export type { Outgoing, OutgoingOptions, RouteDocs } from './route-docs.ts'
export type {
  CheckedInputs,
  DeclaredInputs,
  Handler,
  HandlerValues,
  PlainHandler,
  PlainRouteOptions,
  Route,
  RouteOptions,
  RouteTypes,
  TypeMessage,
} from './route.ts'
export { runPlan } from './run.ts'
export {
  idempotencyKeys,
  type IdempotencyKeys,
  type IdempotencyOptions,
  type IdempotencyRecord,
  type IdempotencyStore,
  memoryIdempotencyStore,
  type MemoryIdempotencyStoreOptions,
  type StoredAnswer,
} from './idempotency/index.ts'
