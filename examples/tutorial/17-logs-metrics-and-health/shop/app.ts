import {
  healthCheck,
  healthRouter,
  jsonLogger,
  Metrics,
  metricsRouter,
  NotReady,
  processMetrics,
  telemetry,
} from '@vivace/telemetry'
import { App, body, defineError, log, type Logger, reply, singleton } from 'vivace'
import * as z from 'zod'

const Order = z.object({ itemId: z.int(), count: z.int().min(1) })
const SoldOut = defineError({ status: 409, code: 'sold-out', title: 'There are not so many left' })

export const shelf = singleton({}, () => ({ left: 3, isOpen: true }))

// #region metrics
const metrics = new Metrics()
processMetrics(metrics)

const orders = metrics.counter('orders_total', {
  help: 'Orders, by what became of them.',
  labels: ['outcome'],
})
// #endregion

// #region checks
const checks = {
  shelf: healthCheck({ shelf }, ({ shelf }) => {
    if (!shelf.isOpen) throw new NotReady('it is being filled')
  }),
}
// #endregion

// #region logger
const logger = jsonLogger({ fields: { service: 'shop' } })
// #endregion

// A test gives it another log.
export function shop(written: Logger = logger): App {
  // #region app
  const app = new App({
    title: 'Shop',
    version: '1.0.0',
    log: written,
    middleware: [telemetry({ metrics })], // the first in the list
  })
  // #endregion

  // #region order
  app.post(
    '/orders',
    { inputs: { order: body(Order), shelf, log }, returns: { 201: Order }, errors: [SoldOut] },
    ({ order, shelf, log }) => {
      if (order.count > shelf.left) {
        orders.inc({ outcome: 'sold-out' })
        throw new SoldOut()
      }
      shelf.left -= order.count
      orders.inc({ outcome: 'accepted' })
      log.info('order accepted', { itemId: order.itemId, left: shelf.left })
      return reply(201, order)
    },
  )
  // #endregion

  app.put('/shelf', { inputs: { shelf, isOpen: body(z.boolean()) }, status: 204 }, ({ shelf, isOpen }) => {
    shelf.isOpen = isOpen
  })

  // #region routers
  app.include(metricsRouter(metrics, { hidden: true }))
  app.include(healthRouter({ checks }))
  // #endregion
  return app
}

export const app: App = shop()
