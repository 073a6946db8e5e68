import { isToken } from '../http/field.ts'
import { parsePrefer, type Preference } from '../http/prefer.ts'
import { defineInput } from './define-input.ts'
import type { Input } from './input.ts'
import type { Reading, ResponseDraft } from './source.ts'
import { varyBy } from './vary-by.ts'

/** What a client would like, and need not get (RFC 7240). */
export class Preferences {
  readonly #named: ReadonlyMap<string, Preference>
  readonly #response: ResponseDraft

  constructor(named: ReadonlyMap<string, Preference>, response: ResponseDraft) {
    this.#named = named
    this.#response = response
  }

  /** Whether 202 at once is better than waiting for the result (section 4.1). */
  get respondAsync(): boolean {
    return this.get('respond-async')?.value === ''
  }

  /** How many seconds the client would wait (section 4.3). */
  get wait(): number | undefined {
    const { value } = this.get('wait') ?? {}
    return value !== undefined && /^\d{1,9}$/.test(value) ? Number(value) : undefined
  }

  /** Whether the answer to a change shows the resource, or as little as may be (section 4.2). */
  get return(): 'minimal' | 'representation' | undefined {
    const { value } = this.get('return') ?? {}
    return value === 'minimal' || value === 'representation' ? value : undefined
  }

  /** Whether to refuse what is not quite right, or to make the best of it (section 4.4). */
  get handling(): 'strict' | 'lenient' | undefined {
    const { value } = this.get('handling') ?? {}
    return value === 'strict' || value === 'lenient' ? value : undefined
  }

  /**
   * Any preference, with its parameters; `undefined` if the client has none of that name.
   *
   *     preferences.get('odata.maxpagesize')?.value
   */
  get(name: string): Preference | undefined {
    return this.#named.get(name.toLowerCase())
  }

  /**
   * Says in `Preference-Applied` that a preference was honoured; nothing if the client does not have it.
   *
   *     if (preferences.respondAsync) { preferences.applied('respond-async'); return reply(202, job) }
   */
  applied(name: string): void {
    const preference = this.get(name)
    if (preference === undefined) return
    const { value } = preference
    const written = value === '' ? '' : `=${isToken(value) ? value : quoted(value)}`
    this.#response.headers.push('preference-applied', name.toLowerCase() + written)
  }
}

function quoted(value: string): string {
  return `"${value.replaceAll(/["\\]/g, String.raw`\$&`)}"`
}

/**
 * What the client would like, said in its Prefer header (RFC 7240): an early answer, a short one.
 *
 *     app.put('/items/{id}', { inputs: { item: body(Item), preferences: prefer() }, returns: { 200: Item, 204: null } },
 *       ({ item, preferences }) => {
 *         if (preferences.return !== 'minimal') return reply(200, item)
 *         preferences.applied('return')
 *         return reply(204)
 *       })
 *
 * Malformed preferences are left out, and of several with one name the first counts. The header is documented; answers to
 * GET and HEAD say `Vary: prefer`.
 */
export function prefer(): Input<Preferences, 'request'> {
  return input
}

const input: Input<Preferences, 'request'> = defineInput({
  lifetime: 'request',
  source: {
    phase: 'text',
    bind: () => ({
      read,
      canFail: false,
      parameters: [
        {
          in: 'header',
          name: 'prefer',
          required: false,
          schema: { type: 'string' },
          description: 'What the client would like, and need not get (RFC 7240).',
          examples: ['respond-async, wait=10', 'return=minimal'],
        },
      ],
    }),
  },
})

function read({ exchange, response }: Reading): Preferences {
  // No cache keeps the answer to another method for a request that differs.
  if (exchange.method === 'GET' || exchange.method === 'HEAD') varyBy(response, 'prefer')
  return new Preferences(parsePrefer(exchange.header('prefer') ?? ''), response)
}
