import { type EntityTagOptions, entityTag } from '../http/entity-tag.ts'
import { PreconditionFailed, PreconditionRequired } from '../http/precondition-errors.ts'
import { evaluatePreconditions, type Validators } from '../http/preconditions.ts'
import type { Exchange } from '../exchange/index.ts'
import { defineInput } from './define-input.ts'
import type { Input } from './input.ts'
import type { ParameterDescription, Reading } from './source.ts'

/** Which conditions a request must have. */
export interface PreconditionsOptions {
  /** Whether a request without any is refused with 428. `false` if absent. */
  readonly required?: boolean
}

/** The state of a resource beside its entity tag. */
export interface PreconditionState extends EntityTagOptions {
  /** When it was last modified; dates in conditions are compared with it. */
  readonly lastModified?: Date | number
}

/** The conditions of one request (RFC 9110, section 13). */
export class Preconditions {
  readonly #exchange: Exchange

  constructor(exchange: Exchange) {
    this.#exchange = exchange
  }

  /**
   * Throws 412 unless the resource is in the state that the request names. `version` is its entity tag, or what
   * `entityTag()` makes one of; `undefined` if the resource does not exist.
   *
   *     preconditions.require(item.version)
   *
   * What was read has to be what is written to: read the version and write in one transaction.
   */
  require(version: string | number | undefined, state: PreconditionState = {}): void {
    if (this.#judge(version, state) !== 'failed') return
    throw new PreconditionFailed({
      detail: 'The resource is not in the state that the request names. Read it again.',
    })
  }

  /**
   * Whether the client has this state already, so that the answer to its GET is 304.
   *
   *     if (preconditions.isNotModified(item.version)) return reply(304)
   */
  isNotModified(version: string | number | undefined, state: PreconditionState = {}): boolean {
    return this.#judge(version, state) === 'not-modified'
  }

  // If-Match is compared weakly, although RFC 9110 says otherwise: docs/decisions/0046.
  #judge(
    version: string | number | undefined,
    { lastModified, weak = false }: PreconditionState,
  ): ReturnType<typeof evaluatePreconditions> {
    const current: Validators | undefined =
      version === undefined
        ? undefined
        : {
            etag: tagOf(version, weak),
            lastModified: lastModified === undefined ? undefined : Number(lastModified),
          }
    return evaluatePreconditions(this.#exchange, current, 'weak')
  }
}

function tagOf(version: string | number, weak: boolean): string {
  const isTag = typeof version === 'string' && /^(?:W\/)?"[^"]*"$/.test(version)
  return isTag ? version : entityTag(version, { weak })
}

/**
 * The conditions of the request: If-Match and the like, for changes that must not overwrite somebody else's.
 *
 *     app.put('/items/{id}', { inputs: { id: path(z.int()), item: body(Item), conditions: preconditions({ required: true }) } },
 *       async ({ id, item, conditions }) => {
 *         conditions.require((await find(id)).version)    // 412 if somebody was faster
 *         return save(id, item)
 *       })
 *
 * With `required`, a request without any is answered 428, once the guards have let it in (RFC 6585, section 3). The
 * headers, 412 and 428 are documented. Send `ETag` with what is read: `response.header('etag', entityTag(version))`.
 */
export function preconditions({ required = false }: PreconditionsOptions = {}): Input<
  Preconditions,
  'request'
> {
  return defineInput({
    lifetime: 'request',
    errors: [PreconditionFailed.definition, ...(required ? [PreconditionRequired.definition] : [])],
    source: {
      phase: 'text',
      bind: () => ({
        read: (reading) => read(reading, required),
        canFail: false,
        parameters: [ifMatch(required), ifNoneMatch],
      }),
    },
  })
}

const conditionHeaders = ['if-match', 'if-none-match', 'if-unmodified-since', 'if-modified-since']

function read({ exchange }: Reading, required: boolean): Preconditions {
  if (required && conditionHeaders.every((name) => exchange.header(name) === undefined)) {
    throw new PreconditionRequired({ detail: 'Send the ETag of the state that you have read in If-Match.' })
  }
  return new Preconditions(exchange)
}

function ifMatch(required: boolean): ParameterDescription {
  return {
    in: 'header',
    name: 'if-match',
    required: false,
    schema: { type: 'string' },
    description: `The ETag that was read: the request is for this state alone.${required ? ' One condition is required.' : ''}`,
  }
}

const ifNoneMatch: ParameterDescription = {
  in: 'header',
  name: 'if-none-match',
  required: false,
  schema: { type: 'string' },
  description: 'ETags that the resource must not have; "*" if it must not exist.',
}
