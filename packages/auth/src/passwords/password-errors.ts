import { type DefinedError, defineError, type HttpError } from 'vivace'

/** Why a password cannot be used. */
export type PasswordFault = 'too-short' | 'too-long' | 'malformed' | 'common' | 'personal' | 'breached'

/** A password that cannot be used: 422 `password-refused`, with the `reasons` as a member of the problem document. */
export const PasswordRefused: DefinedError<Readonly<Record<string, unknown>>> = defineError({
  status: 422,
  code: 'password-refused',
  title: 'The password cannot be used',
  description:
    'It is too short or too long, one that is tried first, made of what is known of its owner, or known from a leak.',
})

/** More passwords than can be hashed in time: 503 `passwords-busy`, with `Retry-After`. Nothing was decided. */
export const PasswordsBusy: DefinedError = defineError({
  status: 503,
  code: 'passwords-busy',
  title: 'Too many passwords are being checked',
  description: 'More passwords came in than can be checked in time.',
  headers: { 'retry-after': '3' },
})

const details: Readonly<Record<PasswordFault, string>> = {
  'too-short': 'It has too few characters.',
  'too-long': 'It has more than 4 KB.',
  malformed: 'It is not a text of Unicode.',
  common: 'It is one of the passwords that are tried first.',
  personal: 'It is made of what is known of its owner.',
  breached: 'It is known from a leak.',
}

/** The error for these faults. */
export function passwordRefused(reasons: readonly PasswordFault[]): HttpError {
  const detail = reasons.map((reason) => details[reason]).join(' ')
  return new PasswordRefused({ detail, extensions: { reasons } })
}
