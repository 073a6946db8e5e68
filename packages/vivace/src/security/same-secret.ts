/**
 * Whether a secret that was sent is the expected one. The time it takes tells the length of what was sent and nothing
 * of the expected secret: it ends at no difference. An empty expected secret equals nothing.
 *
 *     if (!sameSecret(key, config.apiKey.reveal())) throw new HttpError(403, { detail: 'The key is not known.' })
 *
 * For passwords compare hashes made for passwords (argon2id) instead.
 */
// It is no promise on purpose: a promise is truthy, and whoever forgot to await it would let everybody in
// (docs/decisions/0037-secrets-are-compared-without-a-promise.md).
export function sameSecret(given: string, expected: string): boolean {
  let difference = given.length ^ expected.length
  if (expected.length === 0) difference |= 1
  const period = Math.max(1, expected.length)
  for (let at = 0; at < given.length; at++) {
    // Beyond the expected secret it is read again from its start, so that each character costs the same.
    difference |= given.charCodeAt(at) ^ expected.charCodeAt(at % period)
  }
  return difference === 0
}
