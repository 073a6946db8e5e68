import type { DependencyDefinition } from '../dependencies/index.ts'
import { DefinitionError } from '../errors/index.ts'
import { Answer } from '../exchange/index.ts'
import type { PathTemplate } from '../routing/index.ts'
import { compileAnswers, type DeclaredAnswers } from './compile-answers.ts'
import { type CompileContext, compileInputs } from './compile-inputs.ts'
import { deprecationFields } from './deprecation.ts'
import type { AnswerDescription, OperationDescription } from './description.ts'
import { encodeStep } from './encode-answer.ts'
import { cleanUpOrHold } from './hold-stream.ts'
import { isPromise } from './is-promise.ts'
import { describeOutgoing } from './outgoing.ts'
import type { PlacedRoute } from './placed-route.ts'
import type { Plan, Settle, Step } from './plan.ts'
import type { PlanBuilder, SentSource } from './plan-builder.ts'
import { idempotencyUnsupported } from './idempotency/idempotency-keys.ts'
import type { PlainRouteOptions, Route } from './route.ts'

/** A compiled route: what the documents say of it, and what a request runs. */
export interface Operation {
  readonly template: PathTemplate
  readonly description: OperationDescription
  /** The singletons it needs; `link` takes their values. */
  readonly singletons: readonly DependencyDefinition[]
  /** The plan, once the singletons are there. */
  link(valueOf: (definition: DependencyDefinition) => unknown): Plan
}

/** Compiles a route into its plan. Throws `DefinitionError` for everything that can be known before a request. */
export function compileOperation(placed: PlacedRoute, context: CompileContext): Operation {
  const { route, template } = placed
  const { options, handler } = route['~vivace']
  const { where, builder, steps: before, handlerInputs, tracerSlot } = compileInputs(placed, context)
  checkBody(where, route.method, builder)
  checkSocket(where, builder)
  const answers = compileAnswers(where, options, route.method)
  checkStream(where, handler, answers)
  checkIdempotency(where, options, builder)
  const deprecation = deprecationFields(placed.deprecation ?? {}, where)
  const steps: Step[] = [
    ...before,
    callHandler,
    encodeStep(where, answers),
    ...(deprecation.fields.length > 0 ? [addFields(deprecation.fields)] : []),
    ...(builder.hasGenerators ? [cleanUpOrHold] : []),
  ]
  return {
    template,
    description: {
      ...describe(placed, builder, withHeaders(answers, deprecation.described)),
      ...callbacksOf(placed, context),
    },
    singletons: builder.singletons.map(({ definition }) => definition),
    link(valueOf) {
      const initial = new Array<unknown>(builder.size).fill(undefined)
      for (const { slot, definition } of builder.singletons) initial[slot] = valueOf(definition)
      return { where, steps, initial, bodyLimit: options.bodyLimit, handlerInputs, handler, tracerSlot }
    },
  }
}

const callHandler: Step = (run) => {
  const { plan } = run
  const result = plan.handler(run.valuesOf(plan.handlerInputs))
  if (!isPromise(result)) {
    run.result = result
    return undefined
  }
  run.settle = keepResult
  return result
}

const keepResult: Settle = (run, result) => {
  run.result = result
}

// The handler's own answer is not changed: it may give the same one to every request.
function addFields(fields: readonly string[]): Step {
  return (run) => {
    const { answer, result } = run
    if (answer === undefined) return
    if (answer === result) run.answer = new Answer(answer.status, [...answer.headers, ...fields], answer.body)
    else answer.headers.push(...fields)
  }
}

function withHeaders(
  answers: DeclaredAnswers,
  described: NonNullable<AnswerDescription['headers']>,
): DeclaredAnswers {
  if (Object.keys(described).length === 0) return answers
  const descriptions = answers.descriptions.map((answer) => ({
    ...answer,
    headers: { ...answer.headers, ...described },
  }))
  return { ...answers, descriptions }
}

function checkBody(where: string, method: string, builder: PlanBuilder): void {
  const { readsBody, readsForm, body } = builder
  if (readsForm && body.some(({ mediaType }) => mediaType === 'application/json')) throw bodyReadTwice(where)
  if ((!readsBody && !readsForm) || (method !== 'GET' && method !== 'HEAD')) return
  throw new DefinitionError({
    code: 'BODY_ON_SAFE_METHOD',
    where,
    cause: `it reads a body, which has no meaning in a ${method} request`,
    remedy: 'use query() inputs, or the QUERY method, whose body is the query',
  })
}

function bodyReadTwice(where: string): DefinitionError {
  return new DefinitionError({
    code: 'BODY_READ_TWICE',
    where,
    cause: 'it reads a form and a JSON body, and a request has one body, of one media type',
    remedy: 'send the JSON as a field of the form: give form() the schema of the object',
  })
}

function checkSocket(where: string, { sockets }: PlanBuilder): void {
  const [socket] = sockets
  if (socket === undefined) return
  throw new DefinitionError({
    code: 'SOCKET_OUTSIDE_CHANNEL',
    where,
    cause: `'${socket.name}' is a socket, and a request that is answered has none`,
    remedy: 'declare a channel: app.websocket(path, { inputs }, handler)',
  })
}

// Called, it gives a generator and has done nothing: JSON would make `{}` of that.
function checkStream(where: string, handler: unknown, { descriptions, isStream }: DeclaredAnswers): void {
  if (isStream || !/Generator/.test(Object.prototype.toString.call(handler))) return
  const declared = descriptions.map(({ mediaType = 'no body' }) => mediaType).join(', ')
  throw new DefinitionError({
    code: 'STREAM_NOT_DECLARED',
    where,
    cause: `its handler is a generator function, but what it declares is no stream (${declared})`,
    remedy: 'declare returns: events(Schema), lines(Schema) or stream()',
  })
}

// The bytes of a form are read as they come, and those of a stream are gone when they have been sent.
function checkIdempotency(
  where: string,
  { idempotency }: PlainRouteOptions,
  { readsForm }: PlanBuilder,
): void {
  if (idempotency !== undefined && readsForm) throw idempotencyUnsupported(where, 'it reads a form')
}

function describe(
  placed: PlacedRoute,
  builder: PlanBuilder,
  { descriptions: answers, errors }: DeclaredAnswers,
): OperationDescription {
  const { route, template } = placed
  const { options, key } = route['~vivace']
  return {
    ...docsOf(options, placed.versionSuffix),
    method: route.method,
    path: template.text,
    tags: placed.tags,
    deprecated: placed.deprecated,
    ...(placed.audiences === undefined ? {} : { audiences: placed.audiences }),
    hidden: placed.hidden,
    parameters: builder.parameters,
    body: builder.body,
    security: builder.security,
    ...(placed.access === 'public' ? { isPublic: true } : {}),
    answers,
    errors: [...new Set([...placed.errors.map((error) => error.definition), ...builder.errors, ...errors])],
    canFailValidation: builder.canFail,
    sending: sendingOf(route, builder),
    ...(key === undefined ? {} : { key }),
  }
}

function callbacksOf(
  { route }: PlacedRoute,
  context: CompileContext,
): Pick<OperationDescription, 'callbacks'> {
  const { callbacks } = route['~vivace'].options
  if (callbacks === undefined) return {}
  return { callbacks: describeOutgoing(callbacks, (placed) => compileOperation(placed, context).description) }
}

// A dependency may have an input of the same name that is sent in another place: the name is the route's own then.
function sendingOf(
  { '~vivace': { options } }: Route,
  { sent }: PlanBuilder,
): NonNullable<OperationDescription['sending']> {
  const isOwn = ({ name, source }: SentSource): boolean =>
    options.inputs?.[name]?.['~vivace'].source === source
  const others = sent.filter((one) => !isOwn(one)).reverse()
  const named = [...others, ...sent.filter(isOwn)].map(({ name, sending }) => [name, sending] as const)
  return Object.fromEntries(named)
}

type Docs = Pick<OperationDescription, 'summary' | 'description' | 'operationId' | 'extensions'>

function docsOf(
  { summary, description, operationId, extensions }: Route['~vivace']['options'],
  versionSuffix: string,
): Docs {
  return {
    ...(summary === undefined ? {} : { summary }),
    ...(description === undefined ? {} : { description }),
    ...(operationId === undefined ? {} : { operationId: operationId + versionSuffix }),
    ...(extensions === undefined ? {} : { extensions }),
  }
}
