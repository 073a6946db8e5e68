import { type Answer, UpgradeAnswer } from 'vivace'
import type { HeaderReads } from './header-reads.ts'

/** Headers by which a request says who sends it: what was made of one of them belongs to that client. */
const personalHeaders: ReadonlySet<string> = new Set(['authorization', 'cookie', 'proxy-authorization'])

/**
 * For how many milliseconds an answer may be given to others, at most `ttl`; 0 if it may not be at all (RFC 9111,
 * sections 3 and 3.5).
 */
export function sharedFor(answer: Answer, reads: HeaderReads, ttl: number): number {
  const { body } = answer
  const isWhole = body === null || typeof body === 'string' || body instanceof Uint8Array
  if (answer.status !== 200 || !isWhole || answer instanceof UpgradeAnswer || reads.isPersonal) return 0
  if (answer.get('set-cookie') !== undefined || variesBy(answer).includes('*')) return 0
  if ([...reads.names].some((name) => personalHeaders.has(name))) return 0
  const directives = cacheControl(answer)
  if (['private', 'no-store', 'no-cache'].some((name) => directives.has(name))) return 0
  const said = directives.get('s-maxage') ?? directives.get('max-age')
  return said === undefined ? ttl : Math.min(ttl, seconds(said) * 1_000)
}

/** The headers of the request that the answer says it depends on. */
export function variesBy({ headers }: Answer): string[] {
  return headers
    .filter((_, at) => at % 2 === 1 && headers[at - 1] === 'vary')
    .flatMap((value) => value.split(','))
    .map((name) => name.trim().toLowerCase())
    .filter((name) => name !== '')
}

function cacheControl({ headers }: Answer): ReadonlyMap<string, string> {
  const values = headers.filter((_, at) => at % 2 === 1 && headers[at - 1] === 'cache-control')
  return new Map(
    values
      .flatMap((value) => value.split(','))
      .map((directive) => {
        const [name = '', value = ''] = directive.split('=')
        return [name.trim().toLowerCase(), value.trim()] as const
      }),
  )
}

// What is no number is too old already (RFC 9111, section 4.2.1).
function seconds(text: string): number {
  const digits = text.replaceAll('"', '')
  const value = Number(digits)
  return Number.isSafeInteger(value) && value > 0 ? value : 0
}
