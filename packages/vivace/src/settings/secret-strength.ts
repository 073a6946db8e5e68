/** Texts that stand where a secret should be: those of tutorials and of example files. */
const placeholder =
  /change[-_ ]?(me|this|it)|replace[-_ ]?(me|this|it)|place[-_ ]?holder|insert[-_ ]|^your[-_ ]|^my[-_ ]|example|^(dev|test|development|insecure|dummy|sample|default|secret|password|passwd|admin|root|todo|none|null|undefined|x+|\.+|<.*>|\*+)([-_ ]?(secret|password|key|token))?[\d!]*$/i

/** Fewer characters than these are found by trying. */
const shortest = 16

/** A key of 64 random bits has these; texts from a generator have far more. */
const fewestBits = 64

/**
 * Why a secret is too weak for production, to be read after its name; `undefined` if it is not.
 *
 *     weaknessOf('changeme')                          // 'is a placeholder'
 *     weaknessOf('aaaaaaaaaaaaaaaaaaaaaaaa')          // 'is easy to guess: it repeats itself'
 *     weaknessOf('postgres://app:s3cret@db/shop')     // undefined: of an address, the password alone is judged
 */
export function weaknessOf(text: string): string | undefined {
  const password = passwordOf(text)
  if (password !== undefined)
    return placeholder.test(password) ? 'has a placeholder for a password' : undefined
  if (placeholder.test(text)) return 'is a placeholder'
  if (text.length < shortest) return `is too short: a secret has at least ${shortest} characters`
  if (bitsOf(text) < fewestBits) return 'is easy to guess: it repeats itself'
  return undefined
}

/** The password in an address; `undefined` if the text is no address. An address without one is no weak secret. */
function passwordOf(text: string): string | undefined {
  if (!/^[a-z][a-z\d+.-]*:\/\//i.test(text) || !URL.canParse(text)) return undefined
  const { password } = new URL(text)
  try {
    return decodeURIComponent(password)
  } catch {
    return password
  }
}

/**
 * How many bits it takes at most to tell a text, in three simple ways: by its characters, by the steps from
 * one to the next (`abcdefgh`), and by the part that it repeats. An upper bound, not a measure of strength.
 */
function bitsOf(text: string): number {
  const repeated = text.slice(0, periodOf(text))
  const codes = Array.from(repeated, (character) => character.codePointAt(0) ?? 0)
  const steps = codes.slice(1).map((code, at) => code - (codes[at] ?? 0))
  return Math.min(shannonBits(codes), shannonBits(steps))
}

/** Shannon's entropy of the frequencies, times the length. */
function shannonBits(symbols: readonly number[]): number {
  const counts = new Map<number, number>()
  for (const symbol of symbols) counts.set(symbol, (counts.get(symbol) ?? 0) + 1)
  let bits = 0
  for (const count of counts.values()) bits -= count * Math.log2(count / symbols.length)
  return bits
}

/** The length of the shortest part that the text is made of by repeating it: 3 for `abcabcab`. */
function periodOf(text: string): number {
  for (let period = 1; period <= text.length / 2; period++) {
    if (text.startsWith(text.slice(period))) return period
  }
  return text.length
}
