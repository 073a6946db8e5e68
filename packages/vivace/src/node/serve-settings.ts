import { availableParallelism } from 'node:os'
import type { TlsOptions } from 'node:tls'
import { DefinitionError } from '../errors/index.ts'
import { parseByteSize, type ByteSize } from '../http/byte-size.ts'
import { parseDuration, type Duration } from '../http/duration.ts'
import type { ServeOptions } from './serve-options.ts'

/** The options of `serve`, checked, with the defaults in place; durations in milliseconds, sizes in bytes. */
export interface ServeSettings {
  readonly port: number
  readonly host: string
  readonly workers: number
  readonly tls: TlsOptions | undefined
  readonly backlog: number
  readonly maxConnections: number
  readonly headersTimeout: number
  readonly requestTimeout: number
  readonly connectionsCheckingInterval: number
  readonly keepAliveTimeout: number
  readonly handlerTimeout: number
  readonly stallTimeout: number
  readonly minBodyRate: number
  readonly minBodyRateAfter: number
  readonly maxHeaderSize: number
  readonly maxHeaders: number
  readonly maxUrlLength: number
  readonly drainDelay: number
  readonly gracePeriod: number
  readonly signals: readonly NodeJS.Signals[]
  readonly processErrors: boolean
  readonly announce: boolean
}

type Environment = Readonly<Record<string, string | undefined>>

/**
 * Checks the options of `serve` and fills in the defaults.
 *
 *     serveSettings({ keepAliveTimeout: '65s' }, process.env).keepAliveTimeout    // 65000
 *
 * Throws `DefinitionError` SERVE_OPTION_INVALID, DURATION_INVALID, BYTE_SIZE_INVALID.
 */
export function serveSettings(options: ServeOptions, environment: Environment): ServeSettings {
  return {
    port: portOf(options, environment),
    host: options.host ?? (environment['HOST'] || '127.0.0.1'),
    workers: options.workers === 'auto' ? availableParallelism() : count('workers', options.workers ?? 0),
    tls: options.tls,
    backlog: count('backlog', options.backlog ?? 4_096),
    maxConnections: count('maxConnections', options.maxConnections ?? 10_000),
    ...timesOf(options),
    minBodyRate: count('minBodyRate', options.minBodyRate ?? 240),
    maxHeaderSize: bytes('maxHeaderSize', options.maxHeaderSize ?? '16kb'),
    maxHeaders: count('maxHeaders', options.maxHeaders ?? 100),
    maxUrlLength: bytes('maxUrlLength', options.maxUrlLength ?? '8kb'),
    signals: options.signals === false ? [] : (options.signals ?? ['SIGTERM', 'SIGINT']),
    processErrors: options.processErrors ?? true,
    announce: options.announce ?? true,
  }
}

function timesOf(options: ServeOptions) {
  const requestTimeout = time('requestTimeout', options.requestTimeout ?? '30s')
  const headersTimeout = time('headersTimeout', options.headersTimeout ?? '10s')
  return {
    requestTimeout,
    // Node refuses to wait longer for the headers than for the request that they begin.
    headersTimeout: requestTimeout === 0 ? headersTimeout : Math.min(headersTimeout, requestTimeout),
    connectionsCheckingInterval: time(
      'connectionsCheckingInterval',
      options.connectionsCheckingInterval ?? '2s',
    ),
    keepAliveTimeout: time('keepAliveTimeout', options.keepAliveTimeout ?? '5s'),
    handlerTimeout: time('handlerTimeout', options.handlerTimeout ?? '30s'),
    stallTimeout: time('stallTimeout', options.stallTimeout ?? '10s'),
    minBodyRateAfter: time('minBodyRateAfter', options.minBodyRateAfter ?? '5s'),
    drainDelay: time('drainDelay', options.drainDelay ?? 0),
    gracePeriod: time('gracePeriod', options.gracePeriod ?? '10s'),
  }
}

/** Longer times overflow a timer, which then fires at once. About 25 days. */
const longest = 2 ** 31 - 1

const time = (name: string, duration: Duration): number =>
  Math.min(parseDuration(duration, `serve({ ${name} })`), longest)

const bytes = (name: string, size: ByteSize): number => parseByteSize(size, `serve({ ${name} })`)

function portOf(options: ServeOptions, environment: Environment): number {
  const text = environment['PORT'] ?? ''
  const fromEnvironment = options.port === undefined && text !== ''
  const port = options.port ?? (fromEnvironment ? numberIn(text) : 8_000)
  if (Number.isInteger(port) && port >= 0 && port <= 65_535) return port
  throw new DefinitionError({
    code: 'SERVE_OPTION_INVALID',
    where: fromEnvironment ? 'the environment variable PORT' : 'serve({ port })',
    cause: `${fromEnvironment ? JSON.stringify(text) : port} is not a port`,
    remedy: 'write a whole number from 0 to 65535, where 0 takes any free port',
  })
}

// Digits alone: `1e3` and `0x50` are numbers to JavaScript, and mistakes to everybody else.
const numberIn = (text: string): number => (/^\d{1,5}$/.test(text) ? Number(text) : NaN)

function count(name: string, amount: number): number {
  if (Number.isSafeInteger(amount) && amount >= 0) return amount
  throw new DefinitionError({
    code: 'SERVE_OPTION_INVALID',
    where: `serve({ ${name} })`,
    cause: `${amount} is not a whole number`,
    remedy: `write a whole number, where 0 means ${name === 'workers' ? 'this process alone' : 'no limit'}`,
  })
}
