import { Answer } from '../exchange/answer.ts'
import { asksForWebSocket } from '../exchange/asks-for-web-socket.ts'
import { consoleLogger } from '../exchange/console-logger.ts'
import { discardAnswer } from '../exchange/discard-body.ts'
import type { Peer } from '../exchange/client.ts'
import type { Answering } from '../exchange/exchange.ts'
import type { Logger } from '../exchange/logger.ts'
import { failedAnswer } from '../exchange/problem-answer.ts'
import { runAfterwards } from '../exchange/run-afterwards.ts'
import type { Served } from '../exchange/served.ts'
import type { FileSource } from '../exchange/file-source.ts'
import type { Spool } from '../exchange/spool.ts'
import { UpgradeAnswer } from '../exchange/upgrade-answer.ts'
import { FetchExchange } from './fetch-exchange.ts'
import { type OutgoingResponse, toResponse } from './to-response.ts'

/** What a runtime knows of a request that the request itself does not tell. */
export interface FetchContext {
  /** The other end of the connection. */
  readonly peer?: Peer
  /**
   * Opens a WebSocket, on runtimes that can: gives the connection to `answer.upgrade.open`, and answers what the
   * runtime wants to be answered; `undefined` if it could not. `vivace/bun` has it.
   */
  readonly upgrade?: (answer: UpgradeAnswer) => Response | undefined
  /** Keeps the runtime alive until work after the answer is done; workers have it on their context. */
  readonly waitUntil?: (work: Promise<void>) => void
}

/** What a runtime has that the Fetch standard knows nothing of. */
export interface FetchOptions {
  /** Where large files of forms go; `diskSpool()` of `vivace/node` on Bun and Deno. They stay in memory if absent. */
  readonly spool?: Spool
  /** The files that `file()` answers; `diskFiles()` of `vivace/node` on Bun and Deno. There are none if absent. */
  readonly files?: FileSource
}

/** Answers a web `Request`. */
export type FetchHandler = (request: Request, context?: FetchContext) => Promise<Response>

/**
 * Makes an app a function from `Request` to `Response`, for Bun, Deno, workers, and tests.
 *
 *     const handle = toFetchHandler(app)
 *     Bun.serve({ fetch: (request, server) => handle(request, { peer: server.requestIP(request) ?? undefined }) })
 *     Deno.serve((request, { remoteAddr }) =>
 *       handle(request, { peer: { address: remoteAddr.hostname, port: remoteAddr.port } }))
 *     export default { fetch: (request, env, context) => handle(request, context) }    // Cloudflare
 *
 * The app starts with the first request. If it cannot, that request rejects with the reason, and the next
 * one tries again.
 */
export function toFetchHandler(app: Served, options: FetchOptions = {}): FetchHandler {
  let starting: Promise<void> | undefined
  let isStarted = false
  const start = async (): Promise<void> => {
    try {
      await (starting ??= app.start())
      isStarted = true
    } catch (error) {
      starting = undefined
      throw error
    }
  }
  const door = new FetchDoor(app, options)
  return (request, context = {}) =>
    isStarted ? door.answer(request, context) : start().then(() => door.answer(request, context))
}

/** What is synchronous stays so until the last moment: each promise more is a part of a short answer. */
class FetchDoor {
  readonly #app: Served
  readonly #options: FetchOptions
  #log: Logger | undefined = undefined

  constructor(app: Served, options: FetchOptions) {
    this.#app = app
    this.#options = options
  }

  answer(request: Request, context: FetchContext): Promise<Response> {
    const exchange = this.#exchangeOf(request, context)
    const answering = ask(this.#app, exchange)
    if (answering instanceof Answer) return Promise.resolve(respond(exchange, answering, context))
    return Promise.resolve(answering).then(
      (answer) => respond(exchange, answer, context),
      (error: unknown) => respond(exchange, broken(exchange, error), context),
    )
  }

  #exchangeOf(request: Request, { peer, upgrade }: FetchContext): FetchExchange {
    const exchange = new FetchExchange(request, peer)
    exchange.spool = this.#options.spool
    exchange.files = this.#options.files
    exchange.log = this.#log ??= this.#app.log ?? consoleLogger()
    exchange.asksForWebSocket =
      upgrade !== undefined && asksForWebSocket(request.method, request.headers.get('upgrade'))
    return exchange
  }
}

function ask(app: Served, exchange: FetchExchange): Answering {
  try {
    return app.handle(exchange)
  } catch (error) {
    return broken(exchange, error)
  }
}

function broken(exchange: FetchExchange, error: unknown): Answer {
  return failedAnswer(exchange, 'The app threw instead of answering.', error)
}

function respond(exchange: FetchExchange, answer: Answer, context: FetchContext): Response {
  const { response, written } = upgraded(exchange, answer, context) ?? outgoing(exchange, answer)
  const runLate = (): void => {
    exchange.runLate = undefined
    const work = finish(exchange, written).finally(() => (exchange.runLate = runLate))
    context.waitUntil?.(work)
  }
  if (written !== undefined || exchange.afterwards !== undefined) runLate()
  else {
    exchange.end()
    exchange.runLate = runLate
  }
  return response
}

function upgraded(
  exchange: FetchExchange,
  answer: Answer,
  { upgrade }: FetchContext,
): OutgoingResponse | undefined {
  if (!(answer instanceof UpgradeAnswer)) return undefined
  const response = upgrade?.(answer)
  if (response === undefined) return undefined
  // From here on the connection says when the client is gone; the request is over.
  exchange.end()
  return { response, written: answer.upgrade.over }
}

function outgoing(exchange: FetchExchange, answer: Answer): OutgoingResponse {
  try {
    return toResponse(exchange, answer)
  } catch (error) {
    const failed = failedAnswer(exchange, 'The answer cannot be written.', error)
    return { response: toResponse(exchange, failed).response, written: discardAnswer(answer) }
  }
}

async function finish(exchange: FetchExchange, written: Promise<void> | undefined): Promise<void> {
  await written
  exchange.end()
  if (exchange.afterwards === undefined) return
  // The response has to leave first.
  await new Promise<void>((resolve) => {
    setTimeout(resolve, 0)
  })
  await runAfterwards(exchange)
}
