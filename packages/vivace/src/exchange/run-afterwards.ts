import type { Exchange } from './exchange.ts'

/**
 * Runs what waits for the end of an answer, one after the other; errors are logged and stop nothing.
 * Work that is added meanwhile is run as well.
 *
 *     setTimeout(() => void runAfterwards(exchange))
 */
export async function runAfterwards(exchange: Exchange): Promise<void> {
  for (let work = exchange.afterwards?.shift(); work !== undefined; work = exchange.afterwards?.shift()) {
    try {
      await work()
    } catch (error) {
      exchange.log.error('Work after the answer failed.', { error, route: exchange.routePath })
    }
  }
}
