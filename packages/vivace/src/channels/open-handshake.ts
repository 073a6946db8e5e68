import { HttpError } from '../errors/index.ts'
import { type Answer, type Clock, type Connection, type Exchange, UpgradeAnswer } from '../exchange/index.ts'
import { type Plan, runPlan } from '../operations/index.ts'
import type { ChannelSettings } from './channel-limits.ts'
import { type Closing, closingOf, closingTime, fittingReason } from './closing.ts'

/** A channel that can be connected to. */
export interface LinkedChannel {
  readonly plan: Plan
  readonly settings: ChannelSettings
  /** How many connections there are. */
  readonly open: { readonly count: number }
}

/**
 * Answers an opening handshake (RFC 6455, section 4.2). A handshake that is none, of a foreign page, or one too
 * many is answered in HTTP; what guards and inputs refuse opens and is closed at once where HTTP would tell nobody.
 */
export async function openHandshake(
  { plan, settings, open }: LinkedChannel,
  exchange: Exchange,
): Promise<Answer> {
  checkHandshake(exchange)
  checkOrigin(exchange, settings)
  if (open.count >= settings.maxConnections) throw tooMany()
  try {
    return await runPlan(plan, exchange)
  } catch (error) {
    const closing = refusalOf(error, exchange)
    if (closing === undefined) throw error
    return new UpgradeAnswer(closingUpgrade(closing, exchange.clock))
  }
}

/** What a plain request to a channel is told (RFC 9110, section 15.5.22). */
export function upgradeRequired(): HttpError {
  return new HttpError(426, {
    code: 'upgrade-required',
    detail: 'This path speaks WebSocket: connect with ws:// or wss://.',
    headers: { upgrade: 'websocket', connection: 'Upgrade', 'sec-websocket-version': '13' },
  })
}

const keyPattern = /^[+/\dA-Za-z]{22}==$/

function checkHandshake(exchange: Exchange): void {
  if (exchange.header('sec-websocket-version') !== '13') throw upgradeRequired()
  if (keyPattern.test(exchange.header('sec-websocket-key') ?? '')) return
  throw new HttpError(400, {
    code: 'handshake-invalid',
    detail: 'Sec-WebSocket-Key is not 16 bytes in base64.',
  })
}

// A browser says whose page asks; nobody else has to, and nobody else carries cookies of its own accord.
function checkOrigin(exchange: Exchange, { origins }: ChannelSettings): void {
  const origin = exchange.header('origin')
  if (origin === undefined || origins === undefined || origins.has(origin)) return
  if (isOwnOrigin(origin, exchange.host)) return
  throw new HttpError(403, {
    code: 'origin-not-allowed',
    title: 'The origin is not allowed',
    detail: 'Pages of this origin may not connect. To allow it, list it in the `origins` of the channel.',
  })
}

// Of the scheme a server behind a proxy knows nothing; the port that goes without saying is the origin's.
function isOwnOrigin(origin: string, host: string): boolean {
  if (!URL.canParse(origin)) return false
  const { protocol, host: originHost } = new URL(origin)
  const own = `${protocol}//${host}`
  return originHost !== '' && URL.canParse(own) && new URL(own).host === originHost
}

/** 401 and 403 are told to everybody by a code, the rest to those who cannot see an answer: pages. */
function refusalOf(error: unknown, exchange: Exchange): Closing | undefined {
  const closing = closingOf(error)
  if (!(error instanceof HttpError) || closing === undefined) return closing
  const isOfIdentity = error.status === 401 || error.status === 403
  return isOfIdentity || exchange.header('origin') !== undefined ? closing : undefined
}

function closingUpgrade({ code, reason }: Closing, clock: Clock): UpgradeAnswer['upgrade'] {
  let end = (): void => undefined
  const over = new Promise<void>((resolve) => (end = resolve))
  return {
    protocol: undefined,
    maxMessageSize: 1_024,
    over,
    open(connection: Connection) {
      const cancel = clock.timer(closingTime, () => connection.cut())
      const closed = (): void => {
        cancel()
        end()
      }
      connection.listen({ message: ignore, heard: ignore, drained: ignore, closed })
      connection.close(code, fittingReason(reason))
    },
  }
}

const ignore = (): void => undefined

function tooMany(): HttpError {
  return new HttpError(503, {
    code: 'too-many-connections',
    detail: 'No more connections are taken now.',
    headers: { 'retry-after': '10' },
  })
}
