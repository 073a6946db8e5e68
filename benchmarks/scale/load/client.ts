/** The client program: does what its parent orders, one order after the other. See ../load-client.ts. */
import type { ClientOrder, ClientReport } from './client-order.ts'
import { ConnectionPool } from './connection-pool.ts'
import { runClosed, runPaced } from './run-order.ts'
import type { Target } from './run-order.ts'
import { prepareExchange } from './tally.ts'

let target: Target | undefined

async function obey(order: ClientOrder): Promise<ClientReport | string[]> {
  if (order.kind === 'open') {
    target?.pool.close()
    target = { pool: new ConnectionPool(order.port), exchanges: order.exchanges.map(prepareExchange) }
    return await target.pool.open(order.connections, order.exchanges[0]?.request ?? '')
  }
  if (target === undefined) throw new Error('no connection was opened yet')
  return order.kind === 'paced' ? await runPaced(target, order) : await runClosed(target, order)
}

process.on('message', (order: ClientOrder) => void obey(order).then((result) => process.send?.(result)))
process.on('disconnect', () => process.exit())
process.send?.('ready')
