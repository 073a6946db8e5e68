import type { Answer } from '../exchange/answer.ts'
import { discardBody } from '../exchange/discard-body.ts'
import { checkStatus, declaredLength, frameHeaders, headLength } from '../exchange/frame-headers.ts'
import { forbidsBody } from '../http/status.ts'
import { cutStalled, cutStalledEnd } from './cut-stalled.ts'
import { HeadText } from './head-text.ts'
import { lingerThenEnd } from './linger.ts'
import type { NodeExchange } from './node-exchange.ts'
import { endWithHead, takesOwnHead } from './own-head.ts'
import { pour, type Pouring, type StreamBody } from './pour.ts'
import type { ServeSettings } from './serve-settings.ts'

/**
 * Writes answers: the head in one call, the body in one call, together in one packet if they fit.
 *
 *     const writing = new AnswerWriter(settings).write(exchange, answer)    // a promise for streams alone
 *
 * Throws when the answer is one that HTTP does not have; then nothing has been written.
 */
export class AnswerWriter {
  readonly #stallTimeout: number
  readonly #head: HeadText
  /** How long an idle connection is kept, for the client; empty where that is for ever. */
  readonly #keepAlive: string

  constructor({ stallTimeout, keepAliveTimeout }: Pick<ServeSettings, 'stallTimeout' | 'keepAliveTimeout'>) {
    this.#stallTimeout = stallTimeout
    this.#keepAlive = keepAliveText(keepAliveTimeout)
    this.#head = new HeadText(this.#keepAlive)
  }

  write(exchange: NodeExchange, answer: Answer): Promise<void> | undefined {
    const { body } = answer
    if (exchange.isBodyAbandoned) exchange.response.shouldKeepAlive = false
    if (exchange.method === 'HEAD' || forbidsBody(answer.status)) return this.#writeHeadOnly(exchange, answer)
    if (typeof body === 'string') return this.#writeWhole(exchange, answer, body)
    if (body === null) return this.#writeWhole(exchange, answer, '')
    if (body instanceof Uint8Array) return this.#writeWhole(exchange, answer, body)
    return this.#writeStream(exchange, answer, body)
  }

  #writeWhole(exchange: NodeExchange, answer: Answer, body: string | Uint8Array): undefined {
    const length = typeof body === 'string' ? Buffer.byteLength(body) : body.byteLength
    // A text leaves in Latin-1 (see below), so one that has more than ASCII leaves as bytes.
    const sent = length === body.length ? body : Buffer.from(body)
    if (this.#writeAtOnce(exchange, answer, sent)) return
    this.#writeHead(exchange, answer, length)
    this.#end(exchange, sent)
  }

  #writeAtOnce(exchange: NodeExchange, answer: Answer, body: string | Uint8Array): boolean {
    const { request, response } = exchange
    if (exchange.awaitsPermission || !takesOwnHead(request, response)) return false
    checkStatus(answer.status)
    const head = this.#head.write(answer, body.length)
    if (head === undefined) return false
    endWithHead(response, { status: answer.status, head, body })
    cutStalledEnd(response, this.#stallTimeout)
    return true
  }

  #writeHeadOnly(exchange: NodeExchange, answer: Answer): Promise<void> | undefined {
    this.#writeHead(exchange, answer, headLength(answer))
    this.#end(exchange, '')
    return typeof answer.body === 'object' && answer.body !== null ? discardBody(answer.body) : undefined
  }

  #writeStream(exchange: NodeExchange, answer: Answer, body: StreamBody): Promise<void> {
    const length = declaredLength(answer.fields)
    const iterator = body[Symbol.asyncIterator]()
    this.#writeHead(exchange, answer, length)
    return this.#pour(exchange, { iterator, length, stallTimeout: this.#stallTimeout })
  }

  #writeHead({ request, response }: NodeExchange, answer: Answer, length: number | undefined): void {
    checkStatus(answer.status)
    const fields = frameHeaders(answer.fields, length)
    // Node would say so itself if it were the one who closes idle connections. In HTTP/1.0 they are not kept.
    const isKept =
      response.shouldKeepAlive && request.httpVersionMinor === 1 && !fields.includes('connection')
    if (isKept && this.#keepAlive !== '') fields.push('Keep-Alive', this.#keepAlive)
    response.writeHead(answer.status, fields)
  }

  async #pour(exchange: NodeExchange, pouring: Pouring): Promise<void> {
    if (await pour(exchange, pouring)) this.#end(exchange, '')
    else this.#breakOff(exchange)
  }

  // What was written still reaches a client that is there; that the end is missing tells it that there was more.
  #breakOff({ response, signal }: NodeExchange): void {
    const { socket } = response
    if (signal.aborted || socket === null) return void response.destroy()
    cutStalled(response, this.#stallTimeout)
    socket.destroySoon()
  }

  #end(exchange: NodeExchange, body: string | Uint8Array): void {
    const { request, response } = exchange
    if (exchange.isBodyAbandoned) {
      if (body.length > 0) response.write(body, 'latin1')
      else response.flushHeaders()
      lingerThenEnd(request, response)
      return
    }
    // Node joins a text to the head and writes both in one encoding. In UTF-8 it would change the bytes of a header
    // that is not ASCII.
    response.end(body, 'latin1')
    cutStalledEnd(response, this.#stallTimeout)
  }
}

function keepAliveText(timeout: number): string {
  return timeout === 0 ? '' : `timeout=${Math.floor(timeout / 1_000)}`
}
