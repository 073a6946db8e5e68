/**
 * An entity tag of a body: the beginning of its SHA-256.
 *
 *     await contentEntityTag('Hello')    // '"GF-NslEysi41zy43wX-hYg"'
 */
export async function contentEntityTag(body: string | Uint8Array): Promise<string> {
  const bytes = typeof body === 'string' ? new TextEncoder().encode(body) : body
  // A view of shared memory is refused by the platform, which is all that the type excludes.
  const digest = await crypto.subtle.digest('SHA-256', bytes as Uint8Array<ArrayBuffer>)
  const text = btoa(String.fromCharCode(...new Uint8Array(digest, 0, 16)))
  return `"${text.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')}"`
}
