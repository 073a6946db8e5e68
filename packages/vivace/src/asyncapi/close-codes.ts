import type { ChannelDescription } from '../channels/index.ts'

/**
 * The errors of a channel's handshake by the codes that its socket is closed with: browsers are not told the status
 * of a handshake that fails.
 *
 *     a channel with a bearer token and inputs    // { 'x-close-codes': { '4401': 'Not authenticated', '4422': … } }
 */
export function closeCodes({ errors, canFailValidation }: ChannelDescription): {
  readonly 'x-close-codes'?: Readonly<Record<string, string>>
} {
  const titles = new Map<number, Set<string>>()
  const add = (status: number, title: string): void => {
    const code = 4000 + status
    titles.set(code, (titles.get(code) ?? new Set()).add(title))
  }
  // An error of the app's own is 1011, whatever its status.
  for (const { status, title } of errors) if (status < 500) add(status, title)
  if (canFailValidation) add(422, 'An input of the handshake is not valid')
  const codes = [...titles].sort(([left], [right]) => left - right)
  if (codes.length === 0) return {}
  const written = codes.map(([code, each]) => [String(code), [...each].join('; ')] as const)
  return { 'x-close-codes': Object.fromEntries(written) }
}
