import { checkStatus } from '../exchange/index.ts'
import { assertField, type CookieOptions, setCookie } from '../http/index.ts'
import type { ResponseKind } from './response-kind.ts'

/** Headers and cookies of a reply. */
export interface ReplyOptions {
  /** `{ location: '/users/7' }`; several values of one name as a list. */
  readonly headers?: Readonly<Record<string, string | readonly string[]>>
  readonly cookies?: Readonly<
    Record<string, string | { readonly value: string; readonly options?: CookieOptions }>
  >
}

/** An answer with a status of its own; `reply`, `text`, `html` and `redirect` make them. */
export class Reply<out Status extends number = number, out Body = unknown> {
  readonly status: Status
  readonly body: Body
  readonly options: ReplyOptions
  /** The kind it brings along; what the route declares comes first. */
  readonly kind: ResponseKind | undefined

  constructor(status: Status, body: Body, options: ReplyOptions & { readonly kind?: ResponseKind } = {}) {
    checkStatus(status)
    checkOptions(options)
    this.status = status
    this.body = body
    this.options = options
    this.kind = options.kind
  }
}

// A mistake is told where it is made, and not where the answer is written.
function checkOptions({ headers, cookies }: ReplyOptions): void {
  for (const [name, value] of Object.entries(headers ?? {}))
    for (const one of typeof value === 'string' ? [value] : value) assertField(name, one)
  for (const [name, cookie] of Object.entries(cookies ?? {})) setCookie(name, ...cookieOf(cookie))
}

/** A cookie of a reply as the arguments of `setCookie`. */
export function cookieOf(
  cookie: string | { readonly value: string; readonly options?: CookieOptions },
): [string, CookieOptions?] {
  if (typeof cookie === 'string') return [cookie]
  return cookie.options === undefined ? [cookie.value] : [cookie.value, cookie.options]
}

/** Whether a handler answered with a reply. */
export function isReply(value: unknown): value is Reply {
  return value instanceof Reply
}

/**
 * Answers with a status, and headers and cookies if wanted; the compiler checks it against `returns`.
 *
 *     return reply(201, user, { headers: { location: `/users/${user.id}` } })
 *     return reply(204)
 *
 * Throws `TypeError` for a status, header or cookie that cannot be sent.
 */
export function reply<const Status extends number>(status: Status): Reply<Status, undefined>
export function reply<const Status extends number, Body>(
  status: Status,
  body: Body,
  options?: ReplyOptions,
): Reply<Status, Body>
export function reply(status: number, body?: unknown, options: ReplyOptions = {}): Reply {
  return new Reply(status, body, options)
}
