const secretPattern =
  /authorization|cookie|password|passwd|passphrase|secret|token|credential|apikey|privatekey/

/** How many verdicts are kept, and on names of what length: names can come from requests. */
const kept = { count: 1_000, length: 64 }

/** Judges a name by its letters and digits alone: `X-API-Key`, `x_api_key` and `xApiKey` are one name. */
function plain(name: string): string {
  return name.toLowerCase().replace(/[^a-z\d]/g, '')
}

/**
 * Makes the judge of which names are those of secrets: the well-known ones, wherever they occur in a name
 * (`refreshToken`, `proxy-authorization`), and `more`.
 *
 *     const isSecretName = secretNames(['ssn'])
 *     isSecretName('Set-Cookie')    // true
 *     isSecretName('SSN')           // true
 *     isSecretName('author')        // false
 */
export function secretNames(more: readonly string[] = []): (name: string) => boolean {
  const own = new Set(more.map(plain))
  const verdicts = new Map<string, boolean>()
  return (name) => {
    const known = verdicts.get(name)
    if (known !== undefined) return known
    const letters = plain(name)
    const verdict = secretPattern.test(letters) || own.has(letters)
    if (verdicts.size < kept.count && name.length <= kept.length) verdicts.set(name, verdict)
    return verdict
  }
}
