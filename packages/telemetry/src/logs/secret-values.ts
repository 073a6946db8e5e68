/** A kind of secret as it looks in a text, and what is shown of it. */
interface SecretShape {
  readonly pattern: RegExp
  readonly shown: string | ((found: string) => string)
}

const hidden = '[redacted]'

/** Whether a text may have a secret in it at all: nearly none has, and this is all that they cost. */
const suspicious =
  /eyJ|PRIVATE KEY|bearer|basic|:\/\/|=|"\s*:|\d[ -]?\d[ -]?\d[ -]?\d|sk[-_]|rk_|gh[pousr]_|github_pat_|glpat-|xox|AKIA|AIza/i

/** Each begins where no other match of it has just been tried, so that no text takes more than linear time. */
const shapes: readonly SecretShape[] = [
  // JSON Web Tokens, signed or not: RFC 7519.
  { pattern: /(?<![\w-])eyJ[\w-]{8,}\.[\w-]{8,}(?:\.[\w-]*)?/g, shown: hidden },
  {
    pattern: /-----BEGIN [A-Z ]{0,32}PRIVATE KEY-----[^-]*(?:-----END [A-Z ]{0,32}PRIVATE KEY-----)?/g,
    shown: hidden,
  },
  // The Authorization header: RFC 9110, section 11.6.2.
  { pattern: /\b(bearer|basic) +[\w.~+/=-]{16,}/gi, shown: `$1 ${hidden}` },
  // postgres://user:password@host
  { pattern: /:\/\/([^\s/:@?#]{0,128}):[^\s/@?#]{1,256}@/g, shown: `://$1:${hidden}@` },
  {
    pattern: /(password|passwd|pwd|passphrase|secret|token|api[_-]?key)=[^\s&;,"'<>]+/gi,
    shown: `$1=${hidden}`,
  },
  {
    pattern: /(password|passwd|pwd|passphrase|secret|token|api[_-]?key)"\s{0,8}:\s{0,8}"[^"]*"/gi,
    shown: `$1":"${hidden}"`,
  },
  // Keys whose makers mark them, so that they can be found.
  {
    pattern:
      /(?<![\w-])(?:sk-|sk_live_|sk_test_|rk_live_|gh[pousr]_|github_pat_|glpat-|xox[abprs]-|AKIA|AIza)[\w-]{12,}/g,
    shown: hidden,
  },
  // 14 to 19 digits that begin as those of cards do, and whose check digit is right.
  {
    pattern: /(?<!\d|\d[ -])[2-6](?:[ -]?\d){13,18}(?![ -]?\d)/g,
    shown: (found) => (isLuhn(found) ? hidden : found),
  },
]

/**
 * Hides what looks like a secret in a text: tokens, keys, passwords in addresses and queries, card numbers.
 *
 *     hideSecrets('connect to postgres://shop:hunter2@db')    // 'connect to postgres://shop:[redacted]@db'
 *     hideSecrets('card 4111 1111 1111 1111')                 // 'card [redacted]'
 *
 * It looks at shapes alone, and a password has none: give secrets fields of their own, with telling names.
 */
export function hideSecrets(text: string): string {
  if (!suspicious.test(text)) return text
  let shown = text
  for (const shape of shapes) {
    shown =
      typeof shape.shown === 'string'
        ? shown.replace(shape.pattern, shape.shown)
        : shown.replace(shape.pattern, shape.shown)
  }
  return shown
}

/** The check digit of card numbers: ISO/IEC 7812-1, annex B. */
function isLuhn(text: string): boolean {
  const digits = text.replace(/\D/g, '')
  let sum = 0
  for (let at = 0; at < digits.length; at++) {
    const digit = Number(digits[digits.length - 1 - at])
    const doubled = digit * 2
    sum += at % 2 === 0 ? digit : doubled > 9 ? doubled - 9 : doubled
  }
  return sum % 10 === 0
}
