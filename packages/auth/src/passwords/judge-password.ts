import { isCommon } from './common-passwords.ts'
import type { PasswordFault } from './password-errors.ts'

/** What new passwords are judged by. */
export interface PasswordRules {
  /** In characters; at least 8. */
  readonly minLength: number
  /** Further passwords and words that are refused, in small letters: the name of the product. */
  readonly blocked: ReadonlySet<string>
}

/** What is known of who a password is for. */
export interface PasswordContext {
  /** The address, the name, the company: passwords made of them are refused. */
  readonly about?: readonly (string | undefined)[]
}

/** In UTF-8. A hash takes a text of any length: this bounds what one request costs. */
export const maxBytes = 4_096

/** What is wrong with a text as a password of anybody: it is not cut, so it must fit. */
export function formFaults(password: string): readonly PasswordFault[] {
  if (password.length > maxBytes || Buffer.byteLength(password) > maxBytes) return ['too-long']
  // Half of a surrogate pair becomes U+FFFD in UTF-8, as every other half does.
  return /\p{Surrogate}/u.test(password) ? ['malformed'] : []
}

/**
 * What is wrong with a new password: its length, or that it is among those that are tried first (NIST SP 800-63B, 3.1.1.2;
 * OWASP ASVS 5.0, 6.2). There are no rules about kinds of characters.
 */
export function judgePassword(
  password: string,
  { minLength, blocked }: PasswordRules,
  { about = [] }: PasswordContext = {},
): readonly PasswordFault[] {
  const unfit = formFaults(password)
  if (unfit.length > 0) return unfit
  const faults: PasswordFault[] = []
  if (Array.from(password).length < minLength) faults.push('too-short')
  if (isCommon(password) || blocked.has(password.toLowerCase())) faults.push('common')
  if (isPersonal(password, [...about.flatMap(wordsOf), ...blocked])) faults.push('personal')
  return faults
}

/** The words of an address or a name that say something: `ana.smith@shop.example` has ana, smith, shop. */
function wordsOf(text = ''): readonly string[] {
  const lower = text.normalize('NFKC').toLowerCase()
  const parts = lower.split(/[^\p{L}\p{N}]+/u).filter((part) => part.length >= 3)
  const address = lower.split('@')[0] ?? ''
  return address.length >= 3 ? [address, ...parts] : parts
}

/** Whether fewer than 8 characters are left when what is known is taken out. */
function isPersonal(password: string, words: readonly string[]): boolean {
  const lower = password.normalize('NFKC').toLowerCase()
  // The longest first, so that a part of it does not hide the rest.
  const found = words.filter((word) => lower.includes(word)).sort((one, other) => other.length - one.length)
  if (found.length === 0) return false
  const left = found.reduce((rest, word) => rest.replaceAll(word, ''), lower)
  return Array.from(left).length < 8
}
