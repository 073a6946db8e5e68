import { Reply, type ReplyOptions } from './reply.ts'
import type { ResponseKind, SuccessStatus } from './response-kind.ts'
import { textOf } from './text.ts'

const page = textOf('text/html; charset=utf-8')

/**
 * HTML: without an argument it is what `returns` declares, with one it is an answer. Whoever puts values
 * into it escapes them.
 *
 *     app.get('/', { returns: html() }, () => '<h1>Shop</h1>')
 */
export function html(): ResponseKind<string, SuccessStatus>
export function html(body: string, options?: ReplyOptions): Reply<200, string>
export function html(
  body?: string,
  options?: ReplyOptions,
): ResponseKind<string, SuccessStatus> | Reply<200, string> {
  return body === undefined ? page : new Reply(200, body, { ...options, kind: page })
}
