import { createHmac, randomBytes } from 'node:crypto'
import { sameDigest } from '../secrets/index.ts'

/** How many accounts one browser is known for. */
const most = 5

/**
 * Says that an account has been logged into from this browser before, so that whoever guesses its password elsewhere
 * does not keep its owner out.
 *
 * The value is a list of `time.id.mac`: the mac binds time and id to the account.
 * @see https://owasp.org/www-community/Slow_Down_Online_Guessing_Attacks_with_Device_Cookies
 */
export class DeviceCookie {
  readonly #keys: readonly Uint8Array[]
  readonly #newest: Uint8Array
  readonly #lifetime: number

  /** The first of `keys` signs, and all of them verify; `lifetime` is in milliseconds. */
  constructor(keys: readonly [Uint8Array, ...Uint8Array[]], lifetime: number) {
    this.#keys = keys
    this.#newest = keys[0]
    this.#lifetime = lifetime
  }

  /** The id under which this browser is known for an account; `undefined` if it is not. */
  idOf(cookie: string | undefined, login: string, now: number): string | undefined {
    return entriesOf(cookie)
      .map((entry) => this.#judge(entry, login, now))
      .find((id) => id !== undefined)
  }

  /** The value that makes it known for one more account. Those of the longest ago give way. */
  with(cookie: string | undefined, login: string, now: number): string {
    const others = entriesOf(cookie).filter((entry) => this.#judge(entry, login, now) === undefined)
    const told = `${now.toString(36)}.${randomBytes(12).toString('base64url')}`
    return [`${told}.${mac(this.#newest, told, login)}`, ...others].slice(0, most).join('~')
  }

  #judge(entry: string, login: string, now: number): string | undefined {
    const [time = '', id = '', given = ''] = entry.split('.')
    const isOurs = this.#keys.some((key) => sameDigest(mac(key, `${time}.${id}`, login), given))
    return isOurs && Number.parseInt(time, 36) + this.#lifetime > now ? id : undefined
  }
}

function mac(key: Uint8Array, told: string, login: string): string {
  return createHmac('sha256', key).update(`${told} ${login}`).digest('base64url')
}

// What others have put there is bounded before it is judged.
function entriesOf(cookie: string | undefined): readonly string[] {
  return cookie === undefined || cookie.length > 1_000 ? [] : cookie.split('~', most)
}
