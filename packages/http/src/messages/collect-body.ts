/** The body is not as it may be: too large, packed in a way that is not read, or broken. */
export class BodyFault extends Error {
  override readonly name = 'BodyFault'
}

/**
 * A body's bytes, at most so many; the rest is not even read.
 *
 *     await collectBody(body, 10_485_760)
 *
 * Throws `BodyFault`.
 */
export async function collectBody(body: AsyncIterable<Uint8Array>, limit: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of cappedBody(body, limit)) {
    size += chunk.length
    chunks.push(chunk)
  }
  return joined(chunks, size)
}

/** A body as it arrives, at most so many bytes of it. Throws `BodyFault` instead of the chunk that is too much. */
export async function* cappedBody(
  body: AsyncIterable<Uint8Array>,
  limit: number,
): AsyncGenerator<Uint8Array, void, undefined> {
  let size = 0
  for await (const chunk of body) {
    size += chunk.length
    if (size > limit) throw new BodyFault(`has a body of more than ${limit} bytes`)
    yield chunk
  }
}

/** The beginning of a body, up to so many bytes, and up to where it breaks off. */
export async function beginningOf(body: AsyncIterable<Uint8Array>, limit: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  let size = 0
  try {
    for await (const chunk of body) {
      chunks.push(chunk.subarray(0, limit - size))
      size = Math.min(limit, size + chunk.length)
      if (size === limit) break
    }
  } catch {
    // Whoever reads the beginning is not interested in why there is no end.
  }
  return joined(chunks, size)
}

function joined(chunks: readonly Uint8Array[], size: number): Uint8Array {
  const whole = new Uint8Array(size)
  let at = 0
  for (const chunk of chunks) {
    whole.set(chunk, at)
    at += chunk.length
  }
  return whole
}
