import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Duplex } from 'node:stream'
import { HttpError } from '../errors/index.ts'
import { Answer } from '../exchange/answer.ts'
import { discardAnswer } from '../exchange/discard-body.ts'
import type { Connection } from '../exchange/connection.ts'
import type { Answering, Exchange } from '../exchange/exchange.ts'
import { failedAnswer, problemAnswer } from '../exchange/problem-answer.ts'
import { runAfterwards } from '../exchange/run-afterwards.ts'
import type { Served } from '../exchange/served.ts'
import { UpgradeAnswer } from '../exchange/upgrade-answer.ts'
import { AnswerWriter } from './answer-writer.ts'
import { endEmptyRequest } from './empty-request.ts'
import { type Handover, NodeExchange, type Surroundings } from './node-exchange.ts'
import { RequestClock } from './request-clock.ts'
import { RequestGate } from './request-gate.ts'
import type { ServeSettings } from './serve-settings.ts'
import { WebSockets } from './web-sockets.ts'

/** What some requests are besides. */
export interface SpecialRequest {
  /** Whether the client waits for `100 Continue`. */
  readonly awaitsPermission?: boolean
  /** The connection of one that asks for a WebSocket. */
  readonly handover?: Handover
}

const ordinary: SpecialRequest = {}

/**
 * Takes requests of `node:http` to an app, and its answers back.
 *
 *     const edge = new NodeEdge(app, settings, surroundings)
 *     server.on('request', (request, response) => edge.receive(request, response))
 */
export class NodeEdge {
  /** Once set, every answer is the last one on its connection. */
  isStopping = false
  readonly #app: Served
  readonly #surroundings: Surroundings
  readonly #gate: RequestGate
  readonly #writer: AnswerWriter
  readonly #clock: RequestClock
  readonly #webSockets = new WebSockets()
  readonly #streaming = new Set<NodeExchange>()
  readonly #writing = new Set<Promise<void>>()
  readonly #afterwards = new Set<Promise<void>>()

  constructor(app: Served, settings: ServeSettings, surroundings: Surroundings) {
    this.#app = app
    this.#surroundings = surroundings
    this.#gate = new RequestGate(settings)
    this.#writer = new AnswerWriter(settings)
    this.#clock = new RequestClock(settings, (exchange) => this.#expire(exchange))
  }

  /** Answers one request. */
  receive(request: IncomingMessage, response: ServerResponse, special: SpecialRequest = ordinary): void {
    const refusal = this.#gate.refusal(request)
    const exchange = new NodeExchange(request, response, this.#surroundings)
    exchange.awaitsPermission = special.awaitsPermission ?? false
    exchange.handover = special.handover
    exchange.asksForWebSocket = special.handover !== undefined
    if (!exchange.hasBody) endEmptyRequest(request)
    if (refusal !== undefined) this.#answer(exchange, problemAnswer(refusal))
    else if (exchange.hasBody && !exchange.awaitsPermission) this.#handleSoon(exchange)
    else this.#handle(exchange)
  }

  /** Answers a request that the app does not see. */
  refuse(request: IncomingMessage, response: ServerResponse, refusal: HttpError): void {
    this.#answer(new NodeExchange(request, response, this.#surroundings), problemAnswer(refusal))
  }

  /** Requests on a connection whose answer is not written to its end. */
  openOn(socket: Duplex): NodeExchange[] {
    return [...this.#clock.waiting(), ...this.#streaming].filter(({ request }) => request.socket === socket)
  }

  /** The connections on which a request waits for its answer, or for the end of it. */
  busy(): ReadonlySet<Duplex> {
    return new Set([...this.#clock.waiting(), ...this.#streaming].map(({ request }) => request.socket))
  }

  /** Resolves when all streams have ended, what they held included, and all work after answers is done. */
  async afterwardsDone(): Promise<void> {
    while (this.#writing.size + this.#afterwards.size > 0)
      await Promise.all([...this.#writing, ...this.#afterwards])
  }

  #handle(exchange: NodeExchange): void {
    const answering = this.#ask(exchange)
    if (answering instanceof Answer) this.#answer(exchange, answering)
    else this.#answerLater(exchange, answering)
  }

  #ask(exchange: NodeExchange): Answering {
    try {
      return this.#app.handle(exchange)
    } catch (error) {
      return broken(exchange, error)
    }
  }

  /**
   * Node announces a request before it parses the body, even if the packet has all of it. When all that has come is
   * parsed a short body is there, and who reads it need not wait (docs/decisions/0057-hot-path-tricks.md).
   */
  #handleSoon(exchange: NodeExchange): void {
    this.#clock.begin(exchange)
    setImmediate(this.#handleNow, exchange)
  }

  readonly #handleNow = (exchange: NodeExchange): void => {
    this.#clock.end(exchange)
    // The parser may have found meanwhile that the body is none, and its refusal is written.
    if (exchange.isAnswered) this.#end(exchange)
    else this.#handle(exchange)
  }

  #answerLater(exchange: NodeExchange, answering: Promise<Answer>): void {
    this.#clock.begin(exchange)
    // Not simply `answering.then`: an app that breaks its word may have given no promise at all.
    void Promise.resolve(answering).then(
      (answer) => this.#settle(exchange, answer),
      (error: unknown) => this.#settle(exchange, broken(exchange, error)),
    )
  }

  #settle(exchange: NodeExchange, answer: Answer): void {
    this.#clock.end(exchange)
    // Unless somebody else has answered meanwhile: the clock, or the parser that found the body broken.
    if (!exchange.isAnswered) this.#answer(exchange, answer)
    else void this.#endLater(exchange, discardAnswer(answer))
  }

  /** What the handler answers later is dropped; its work after the answer is done. */
  #expire(exchange: NodeExchange): void {
    exchange.log.warn('The answer was not there in time.', { route: exchange.routePath })
    exchange.isAnswered = true
    exchange.dropBody()
    void this.#write(exchange, problemAnswer(timeIsUp(), exchange.id))
    exchange.abort(new DOMException('The answer was not there in time.', 'TimeoutError'))
  }

  #answer(exchange: NodeExchange, answer: Answer): void {
    exchange.isAnswered = true
    if (answer instanceof UpgradeAnswer) return this.#upgrade(exchange, answer)
    const writing = this.#write(exchange, answer)
    if (writing === undefined) this.#end(exchange)
    else void this.#endLater(exchange, writing)
  }

  #upgrade(exchange: NodeExchange, answer: UpgradeAnswer): void {
    const connection = this.#accept(exchange, answer)
    if (connection === undefined) return this.#end(exchange)
    // From here on the connection says when the client is gone.
    exchange.end()
    exchange.handover = undefined
    answer.upgrade.open(connection)
    void this.#endLater(exchange, answer.upgrade.over)
  }

  #accept(exchange: NodeExchange, answer: UpgradeAnswer): Connection | undefined {
    const { handover, request } = exchange
    if (handover === undefined || request.socket.destroyed) return undefined
    try {
      return this.#webSockets.accept(exchange, handover, answer)
    } catch (error) {
      void this.#writer.write(exchange, failedAnswer(exchange, 'The handshake cannot be answered.', error))
      return undefined
    }
  }

  #write(exchange: NodeExchange, answer: Answer): Promise<void> | undefined {
    const { request, response } = exchange
    if (request.socket.destroyed) return discardAnswer(answer)
    if (this.isStopping) response.shouldKeepAlive = false
    try {
      return this.#writer.write(exchange, answer)
    } catch (error) {
      // Node has kept the phrase of the status that was refused with its headers.
      response.statusMessage = ''
      void this.#writer.write(exchange, failedAnswer(exchange, 'The answer cannot be written.', error))
      return discardAnswer(answer)
    }
  }

  async #endLater(exchange: NodeExchange, writing: Promise<void>): Promise<void> {
    this.#streaming.add(exchange)
    this.#writing.add(writing)
    await writing
    this.#writing.delete(writing)
    this.#streaming.delete(exchange)
    this.#end(exchange)
  }

  #end(exchange: NodeExchange): void {
    exchange.end()
    if (exchange.afterwards === undefined) exchange.runLate = this.#runAfterwards
    else this.#runAfterwards(exchange)
  }

  readonly #runAfterwards = (exchange: Exchange): void => {
    exchange.runLate = undefined
    // Not when the client has taken the answer: a slow one would hold up what has to be done.
    const work = new Promise((resolve) => setImmediate(resolve)).then(() => runAfterwards(exchange))
    this.#afterwards.add(work)
    void work.finally(() => {
      this.#afterwards.delete(work)
      exchange.runLate = this.#runAfterwards
    })
  }
}

function broken(exchange: NodeExchange, error: unknown): Answer {
  return failedAnswer(exchange, 'The app threw instead of answering.', error)
}

/**
 * As the `timeout()` middleware answers. Not 408, which says that the client was late (RFC 9110, section
 * 15.5.9), nor 503, which says that nothing was done and that it helps to try again (section 15.6.4).
 */
function timeIsUp(): HttpError {
  return new HttpError(504, { code: 'request-timeout', detail: 'The request could not be answered in time.' })
}
