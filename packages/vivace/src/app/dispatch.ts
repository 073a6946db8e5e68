import { openHandshake, upgradeRequired } from '../channels/index.ts'
import { HttpError } from '../errors/index.ts'
import { Answer, type Answering, ended, type EndingRespond, type Exchange } from '../exchange/index.ts'
import { runPlan } from '../operations/index.ts'
import { isCanonicalPath } from '../routing/index.ts'
import type { ChannelTable } from './channel-table.ts'
import { type Mountable, type Mounts, redirectTo } from './mounts.ts'
import type { OperationTable } from './operation-table.ts'

/** Where requests can lead. */
export interface Destinations {
  readonly table: OperationTable
  readonly channels: ChannelTable
  readonly mounts: Mounts<Mountable>
  readonly redirectSlashes: boolean
}

/**
 * Leads each request to its operation, its channel or a mounted app. Throws 400, 404, 405 and 426 where there is
 * none.
 */
export function dispatchTo(destinations: Destinations): EndingRespond {
  const { table, channels, mounts } = destinations
  return (exchange, ending) => {
    const { localPath: path, method } = exchange
    if (!isCanonicalPath(path)) throw notCanonical()
    if (exchange.asksForWebSocket) {
      const connecting = connect(channels, exchange)
      if (connecting !== undefined) return ended(connecting, exchange, ending)
    }
    const match = table.find(method, path)
    if (match === undefined) {
      const answering = mounts.find(path, exchange) ?? answerWithoutRoute(destinations, exchange)
      return ended(answering, exchange, ending)
    }
    const { operation, plan } = match.target
    exchange.pathValues = match.values
    exchange.routePath = exchange.mountPath + operation.template.text
    return runPlan(plan, exchange, ending)
  }
}

function connect(channels: ChannelTable, exchange: Exchange): Answering | undefined {
  const match = channels.find(exchange.localPath)
  if (match === undefined) return undefined
  const { channel } = match.target
  exchange.pathValues = match.values
  exchange.routePath = exchange.mountPath + channel.template.text
  return openHandshake(match.target, exchange)
}

function answerWithoutRoute(
  { table, channels, mounts, redirectSlashes }: Destinations,
  exchange: Exchange,
): Answering {
  const { localPath: path, method } = exchange
  const allowed = table.allowed(path)
  if (allowed.length === 0) {
    if (redirectSlashes && table.allowed(withOtherSlash(path)).length > 0) {
      return redirectTo(withOtherSlash(exchange.path), exchange)
    }
    if (channels.find(path) !== undefined) throw upgradeRequired()
    const answering = mounts.answerRest(exchange)
    if (answering === undefined) throw new HttpError(404, { code: 'not-found' })
    return answering
  }
  const allow = allowed.join(', ')
  if (method === 'OPTIONS') return new Answer(204, ['allow', allow], null)
  throw new HttpError(405, { code: 'method-not-allowed', headers: { allow } })
}

function notCanonical(): HttpError {
  return new HttpError(400, {
    code: 'path-not-canonical',
    detail: 'The path has an empty, dot or encoded-slash segment; send its canonical form.',
  })
}

function withOtherSlash(path: string): string {
  return path.endsWith('/') ? path.slice(0, -1) : `${path}/`
}
