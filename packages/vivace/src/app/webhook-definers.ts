import { Overrides } from '../dependencies/index.ts'
import type { Method } from '../http/index.ts'
import {
  compileOperation,
  describeOutgoing,
  type Outgoing,
  type OutgoingDescription,
  type OutgoingOptions,
} from '../operations/index.ts'

/** Declares what is sent under a name. */
export type DefineWebhook = (name: string, options: OutgoingOptions) => void

/**
 * Requests that an app sends to addresses which were agreed on elsewhere: for the documents alone.
 *
 *     app.webhooks.post('new-order', { summary: 'An order has come in', inputs: { order: body(Order) }, returns: null })
 *
 * @see https://spec.openapis.org/oas/v3.1.0#fixed-fields
 */
export interface WebhookDefiners {
  readonly get: DefineWebhook
  readonly post: DefineWebhook
  readonly put: DefineWebhook
  readonly patch: DefineWebhook
  readonly delete: DefineWebhook
}

/** The webhooks that an app has declared. */
export class DeclaredWebhooks implements WebhookDefiners {
  readonly get: DefineWebhook = this.#definer('GET')
  readonly post: DefineWebhook = this.#definer('POST')
  readonly put: DefineWebhook = this.#definer('PUT')
  readonly patch: DefineWebhook = this.#definer('PATCH')
  readonly delete: DefineWebhook = this.#definer('DELETE')
  readonly #declared: [string, Outgoing][] = []
  readonly #beforeAdd: () => void

  constructor(beforeAdd: () => void) {
    this.#beforeAdd = beforeAdd
  }

  /** What the documents say of each. Throws `DefinitionError` if one is written wrongly. */
  descriptions(): readonly (readonly [name: string, description: OutgoingDescription])[] {
    const context = { overrides: new Overrides(() => undefined), unknownFields: 'drop' } as const
    return this.#declared.flatMap(([name, outgoing]) =>
      Object.entries(
        describeOutgoing({ [name]: outgoing }, (placed) => compileOperation(placed, context).description),
      ),
    )
  }

  #definer(method: Method): DefineWebhook {
    return (name, options) => {
      this.#beforeAdd()
      this.#declared.push([name, { method, target: name, options }])
    }
  }
}
