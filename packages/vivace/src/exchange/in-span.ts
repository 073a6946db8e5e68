import type { Span, SpanOptions, Tracer } from './tracer.ts'

/** The span that some work is. */
export interface SpanOfWork extends SpanOptions {
  readonly name: string
}

/**
 * Runs work in a span of its own, which ends when the work has: with its failure, if it throws or rejects. Without a
 * tracer it is the work alone.
 *
 *     const rows = await inSpan(tracer, { name: 'SELECT orders', kind: 'client', attributes }, () => pool.query(sql))
 */
export function inSpan<Result>(
  tracer: Tracer | undefined,
  { name, ...options }: SpanOfWork,
  work: (span: Span | undefined) => Result,
): Result {
  if (tracer === undefined) return work(undefined)
  const span = tracer.begin(name, options)
  try {
    const result = span.run(() => work(span))
    // What is waited for is what `work` gave, and of its type: `await` does the same.
    if (isThenable(result)) return ended(span, result) as Result
    span.end()
    return result
  } catch (error) {
    throw failed(span, error)
  }
}

async function ended(span: Span, result: PromiseLike<unknown>): Promise<unknown> {
  try {
    const value = await result
    span.end()
    return value
  } catch (error) {
    throw failed(span, error)
  }
}

function failed(span: Span, error: unknown): unknown {
  span.fail(error)
  span.end()
  return error
}

function isThenable(value: unknown): value is PromiseLike<unknown> {
  return typeof value === 'object' && value !== null && 'then' in value && typeof value.then === 'function'
}
