import type { Overrides } from '../dependencies/index.ts'
import type { UnknownFields } from '../inputs/index.ts'
import { compileGuards } from './compile-guards.ts'
import { compileIdempotency } from './idempotency/index.ts'
import { inputsOf, type NamedInput } from './inputs-of.ts'
import { judgeQuery } from './judge-query.ts'
import { makeStep } from './make-step.ts'
import { readStep, refuseFailures } from './make-values.ts'
import type { Declaration, PlacedRoute } from './placed-route.ts'
import type { Bindings, Step } from './plan.ts'
import { PlanBuilder } from './plan-builder.ts'
import { collectBody, judgeMembers, parseBody } from './read-body.ts'
import { judgeForm, readForm } from './read-form.ts'

/** What a route is compiled with. */
export interface CompileContext {
  readonly overrides: Overrides
  readonly unknownFields: UnknownFields
}

/** The inputs of a route or a channel, compiled. */
export interface CompiledInputs {
  /** For messages: `GET /items/{id}`. */
  readonly where: string
  readonly builder: PlanBuilder
  /** Everything that comes before the handler: guards, reading, judging, making. */
  readonly steps: readonly Step[]
  readonly handlerInputs: Bindings
  /** Where the tracer is, in apps that have one. */
  readonly tracerSlot: number | undefined
}

/** Compiles everything that comes before a handler. Throws `DefinitionError`. */
export function compileInputs(placed: PlacedRoute<Declaration>, context: CompileContext): CompiledInputs {
  const { route, template } = placed
  const { options } = route['~vivace']
  const { overrides } = context
  const where = `${route.method} ${template.text}`
  const unknownFields = options.unknownFields ?? context.unknownFields
  const bodyIsKeyed = isBodyKeyed(inputsOf(placed, overrides))
  const use = { pathParameters: template.parameters, unknownFields, bodyIsKeyed }
  const builder = new PlanBuilder({ where, overrides, use })
  const guards = compileGuards(placed, builder, overrides)
  const idempotency = compileIdempotency(placed, builder)
  const handlerInputs = builder.bind(options.inputs ?? {}, { owner: where, scopes: [] }, guards.named)
  const values = builder.take()
  const judgesFields = unknownFields === 'reject'
  const judgesMembers = bodyIsKeyed && judgesFields
  const steps: Step[] = [
    ...(builder.readsBody ? [collectBody] : []),
    ...guards.steps,
    ...(guards.steps.length > 0 && builder.canFail ? [refuseFailures] : []),
    ...idempotency,
    ...(values.needsBody && !guards.parseBody ? [parseBody] : []),
    ...(judgesMembers ? [judgeMembers(builder.body)] : []),
    ...(values.needsForm ? [readForm(builder, options)] : []),
    ...(values.readers.length > 0 ? [readStep(values.readers)] : []),
    ...(judgesFields ? [...judgeQuery(builder), ...judgeForm(builder)] : []),
    ...(judgesFields || values.readers.some(({ source }) => source.canFail) ? [refuseFailures] : []),
    ...(values.nodes.length > 0 ? [makeStep(values.nodes)] : []),
  ]
  return { where, builder, steps, handlerInputs, tracerSlot: builder.tracerSlot() }
}

// Each member must know whether there are others, so they are found before anything is bound.
function isBodyKeyed(inputs: readonly NamedInput[]): boolean {
  const names = new Set<string>()
  let isEmbedded = false
  for (const { name, input } of inputs) {
    const { source } = input['~vivace']
    if (source === undefined || !('embed' in source)) continue
    names.add(name)
    isEmbedded ||= source.embed === true
  }
  return isEmbedded || names.size > 1
}
