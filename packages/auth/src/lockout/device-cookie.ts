import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'

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
  readonly #key: Buffer
  readonly #lifetime: number

  /** `key` signs; `lifetime` is in milliseconds. */
  constructor(key: Buffer, lifetime: number) {
    this.#key = key
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
    return [`${told}.${this.#mac(told, login)}`, ...others].slice(0, most).join('~')
  }

  #judge(entry: string, login: string, now: number): string | undefined {
    const [time = '', id = '', mac = ''] = entry.split('.')
    const given = Buffer.from(mac)
    const expected = Buffer.from(this.#mac(`${time}.${id}`, login))
    if (given.length !== expected.length || !timingSafeEqual(given, expected)) return undefined
    return Number.parseInt(time, 36) + this.#lifetime > now ? id : undefined
  }

  #mac(told: string, login: string): string {
    return createHmac('sha256', this.#key).update(`${told} ${login}`).digest('base64url')
  }
}

// What others have put there is bounded before it is judged.
function entriesOf(cookie: string | undefined): readonly string[] {
  return cookie === undefined || cookie.length > 1_000 ? [] : cookie.split('~', most)
}
