import { startServer } from '../server-process.ts'
import { table } from '../table.ts'
import { exchangesOf } from './exchanges.ts'
import { loadCells, loadFaults, loadHead, whole } from './latency.ts'
import { LoadClient } from './load-client.ts'
import type { ClientReport } from './load/client-order.ts'
import type { Part } from './part.ts'
import { practiceRequests } from './practice-requests.ts'
import { scaleServer, withPatience } from './scale-servers.ts'

const count = 1000
const few = 64

/** A thousand clients of the practice API: at half of what it can answer, and all of them at once. */
export const clients: Part = {
  title: 'A thousand clients of the practice API',
  async measure({ quick, pinning, say }) {
    const seconds = quick ? 3 : 20
    const running = await startServer(withPatience(scaleServer('practice')), pinning.server)
    try {
      const exchanges = await exchangesOf(running.origin, practiceRequests())
      await using client = await LoadClient.start(pinning.load)
      say(`${few} clients, to find the saturating rate`)
      await client.open({ origin: running.origin, connections: few, exchanges })
      await client.closed({ seconds: quick ? 1 : 3 })
      const fewAtOnce = await client.closed({ seconds: quick ? 2 : 5 })
      await client.open({ origin: running.origin, connections: count, exchanges })
      say(`${whole(count)} clients`)
      const half = await client.paced(fewAtOnce.answered / fewAtOnce.seconds / 2, seconds)
      const allAtOnce = await client.closed({ seconds })
      const reports: (readonly [string, ClientReport])[] = [
        [`${few} clients, each asks again at once`, fewAtOnce],
        [`${whole(count)} clients, half of that rate`, half],
        [`${whole(count)} clients, each asks again at once`, allAtOnce],
      ]
      return {
        text: `${whole(exchanges.length)} different requests of 7 kinds, with the dictionary of 14,456 verbs; every answer compared byte by byte.\n\n${table(
          ['load', ...loadHead],
          reports.map(([name, report]) => [name, ...loadCells(report)]),
        )}`,
        faults: reports.flatMap(([name, report]) => loadFaults(name, report)),
      }
    } finally {
      await running.stop()
    }
  },
}
