import { discardBody } from '../exchange/discard-body.ts'
import { type Answer, type Exchange, mapAnswer, type Middleware } from '../exchange/index.ts'
import { notModified } from '../exchange/not-modified.ts'
import { contentEntityTag } from '../http/content-entity-tag.ts'
import { checkField } from '../http/field.ts'
import { parseHttpDate } from '../http/http-date.ts'
import { PreconditionFailed } from '../http/precondition-errors.ts'
import { evaluatePreconditions } from '../http/preconditions.ts'

/** How answers are tagged. */
export interface EtagOptions {
  /** Whether tags are weak: for bodies that differ in bytes that mean nothing. `false` if absent. */
  readonly weak?: boolean
  /**
   * Cache-Control of tagged answers that have none. `private, no-cache` if absent: the client keeps its copy, and asks
   * each time whether it is still right.
   */
  readonly cacheControl?: string
}

/**
 * Tags what GET and HEAD answer with 200 by a hash of the body, and answers 304 to who has it already.
 *
 *     middleware: [compress(), etag()]
 *
 * An ETag or Last-Modified that the handler has set is kept and counts; streams have no other. What must not be
 * kept (`no-store`) and what sets a cookie has no tag. The handler runs all the same: it is the transfer that is
 * saved. List it after `compress()`. Throws `DefinitionError` HEADER_INVALID.
 */
export function etag({ weak = false, cacheControl = 'private, no-cache' }: EtagOptions = {}): Middleware {
  checkField('cache-control', cacheControl, 'etag()')
  return (exchange, next) => {
    if (exchange.method !== 'GET' && exchange.method !== 'HEAD') return next()
    return mapAnswer(next(), (answer) => {
      if (answer.status !== 200 || isNotKept(answer)) return answer
      const { body } = answer
      if (answer.get('etag') !== undefined) return judge(exchange, answer)
      if (typeof body !== 'string' && !(body instanceof Uint8Array)) return judge(exchange, answer)
      return contentEntityTag(body).then((tag) => {
        answer.set('etag', weak ? `W/${tag}` : tag)
        if (answer.get('cache-control') === undefined) answer.set('cache-control', cacheControl)
        return judge(exchange, answer)
      })
    })
  }
}

function isNotKept(answer: Answer): boolean {
  return answer.get('set-cookie') !== undefined || /no-store/i.test(answer.get('cache-control') ?? '')
}

async function judge(exchange: Exchange, answer: Answer): Promise<Answer> {
  const modified = answer.get('last-modified')
  const verdict = evaluatePreconditions(exchange, {
    etag: answer.get('etag'),
    lastModified: modified === undefined ? undefined : parseHttpDate(modified),
  })
  if (verdict === 'proceed') return answer
  await discardBody(answer.body)
  if (verdict === 'not-modified') return notModified(answer.headers)
  throw new PreconditionFailed({ detail: 'The resource is not in the state that the request names.' })
}
