import { defineError, type DefinedError } from '../../errors/index.ts'

type Plain = DefinedError<Readonly<Record<string, unknown>>>

/** The 400 of a route that demands a key. */
export const IdempotencyKeyMissing: Plain = defineError({
  status: 400,
  code: 'idempotency-key-missing',
  title: 'Idempotency-Key is missing',
  description: 'The operation demands the header Idempotency-Key',
})

/** The 400 of what is no key. */
export const IdempotencyKeyInvalid: Plain = defineError({
  status: 400,
  code: 'idempotency-key-invalid',
  title: 'Idempotency-Key is not valid',
  description: 'The header Idempotency-Key is not one text of 1 to 255 visible characters',
})

/** The 409 of a request that comes while the first one with its key is being answered. */
export const IdempotencyKeyInUse: Plain = defineError({
  status: 409,
  code: 'idempotency-key-in-use',
  title: 'A request with this Idempotency-Key is being answered',
  headers: { 'retry-after': '1' },
})

/** The 422 of a key that was used for another request. */
export const IdempotencyKeyReused: Plain = defineError({
  status: 422,
  code: 'idempotency-key-reused',
  title: 'The Idempotency-Key was used for another request',
})

/** The 409 of a request that was answered before, with an answer that is not kept. */
export const IdempotencyAnswerNotKept: Plain = defineError({
  status: 409,
  code: 'idempotency-answer-not-kept',
  title: 'The request was answered before, and its answer is not kept',
  description: 'The request was answered before; its answer was a stream or too large to be kept',
})
