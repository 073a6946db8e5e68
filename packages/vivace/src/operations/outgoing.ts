import type { Method } from '../http/index.ts'
import { parsePathTemplate } from '../routing/index.ts'
import type { OperationDescription, OutgoingDescription } from './description.ts'
import type { PlacedRoute } from './placed-route.ts'
import type { Outgoing, OutgoingOptions } from './route-docs.ts'

/** Declares a request that the app sends to an address which a client has given. */
export type DefineCallback = (expression: string, options: OutgoingOptions) => Outgoing

/** Declares callbacks by their method; see `callback`. */
export interface CallbackDefiners {
  readonly get: DefineCallback
  readonly post: DefineCallback
  readonly put: DefineCallback
  readonly patch: DefineCallback
  readonly delete: DefineCallback
}

function definer(method: Method): DefineCallback {
  return (target, options) => ({ method, target, options })
}

/**
 * What the app will send to an address that a client gives with a request: for the documents, so that whoever
 * receives it knows what to expect. Sending it is the handler's own work.
 *
 *     app.post('/invoices', {
 *       inputs: { invoice: body(Invoice), callbackUrl: query(z.url()) },
 *       callbacks: { invoicePaid: callback.post('{$request.query.callbackUrl}/paid', { inputs: { event: body(Paid) }, returns: Received }) },
 *     }, …)
 *
 * @see https://spec.openapis.org/oas/v3.1.0#callback-object
 */
export const callback: CallbackDefiners = {
  get: definer('GET'),
  post: definer('POST'),
  put: definer('PUT'),
  patch: definer('PATCH'),
  delete: definer('DELETE'),
}

/** Describes requests that the app sends by their names. Throws `DefinitionError` as for routes. */
export function describeOutgoing(
  outgoing: Readonly<Record<string, Outgoing>>,
  compile: (placed: PlacedRoute) => OperationDescription,
): Readonly<Record<string, OutgoingDescription>> {
  return Object.fromEntries(
    Object.entries(outgoing).map(([name, { method, target, options }]) => {
      const path = `/${name.replaceAll(/[^\w.~-]/g, '-')}`
      const { inputs = {}, deprecated = false, tags = [], ...others } = options
      const compiled = compile({
        // It is described and never run.
        route: { method, path, '~vivace': { options: { ...others, inputs }, handler: () => undefined } },
        template: parsePathTemplate(path),
        tags,
        guards: [],
        errors: [],
        deprecated: deprecated !== false,
        hidden: false,
        versionSuffix: '',
      })
      // What the receiver answers is its own affair: neither our problems nor our 422.
      const operation = { ...compiled, isOutgoing: true, canFailValidation: false, errors: [] } as const
      return [name, { target, operation }]
    }),
  )
}
