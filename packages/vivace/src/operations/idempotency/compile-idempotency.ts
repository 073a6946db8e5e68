import type { Dependency } from '../../dependencies/index.ts'
import type { ParameterDescription } from '../../inputs/index.ts'
import { guardStep } from '../make-values.ts'
import type { Declaration, PlacedRoute } from '../placed-route.ts'
import type { Run, Step } from '../plan.ts'
import type { PlanBuilder } from '../plan-builder.ts'
import {
  IdempotencyAnswerNotKept,
  IdempotencyKeyInUse,
  IdempotencyKeyInvalid,
  IdempotencyKeyMissing,
  IdempotencyKeyReused,
} from './idempotency-errors.ts'
import { type IdempotencyKeys, idempotencyUnsupported } from './idempotency-keys.ts'
import { idempotencyStep } from './idempotency-step.ts'
import type { IdempotencyStore } from './idempotency-store.ts'

/** Compiles the option `idempotency` of a route into steps that come after its guards. Throws `DefinitionError`. */
export function compileIdempotency(
  { route, template }: PlacedRoute<Declaration>,
  builder: PlanBuilder,
): readonly Step[] {
  const { idempotency: keys } = route['~vivace'].options
  if (keys === undefined) return []
  const where = `${route.method} ${template.text}`
  if (safeMethods.has(route.method)) {
    throw idempotencyUnsupported(where, `a ${route.method} request may be sent again anyway`)
  }
  const slotOf = (input: Dependency): number =>
    builder.slotOf(input, 'idempotency', { owner: where, scopes: [] })
  const { store, scope } = keys
  const storeSlot = '~vivace' in store ? slotOf(store) : undefined
  const scopeSlot = scope === undefined ? undefined : slotOf(scope)
  const { readers, nodes } = builder.take()
  // Whatever was made is cleaned up, the answer is kept then.
  builder.hasGenerators = true
  describe(keys, builder)
  return [
    ...(readers.length + nodes.length > 0 ? [guardStep(readers, nodes, builder.canFail)] : []),
    idempotencyStep(keys, {
      // The slot of a dependency whose value is a store; else it is the store itself.
      store: (run) => (storeSlot === undefined ? store : run.values[storeSlot]) as IdempotencyStore,
      scope: scopeSlot === undefined ? credentialsOf(builder) : (run) => [run.values[scopeSlot]],
    }),
  ]
}

const safeMethods: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS', 'QUERY', 'WEBSOCKET'])

/** Everything that tells one user of the operation from another. */
function credentialsOf(builder: PlanBuilder): (run: Run) => readonly unknown[] {
  const headers = new Set(['authorization', 'cookie'])
  for (const { scheme } of builder.security)
    if (scheme['type'] === 'apiKey' && scheme['in'] === 'header')
      headers.add(String(scheme['name']).toLowerCase())
  return ({ exchange }) => [...headers].map((name) => exchange.header(name) ?? null)
}

function describe({ required }: IdempotencyKeys, builder: PlanBuilder): void {
  const parameter: ParameterDescription = {
    in: 'header',
    name: 'idempotency-key',
    required,
    schema: { type: 'string', minLength: 1, maxLength: 255 },
    description:
      'Chosen by the client, the same for every try of one request: what was done once is not done again, and answered as before.',
  }
  builder.parameters.push(parameter)
  if (required) builder.errors.add(IdempotencyKeyMissing.definition)
  const errors = [IdempotencyKeyInvalid, IdempotencyKeyInUse, IdempotencyAnswerNotKept, IdempotencyKeyReused]
  for (const { definition } of errors) builder.errors.add(definition)
}
