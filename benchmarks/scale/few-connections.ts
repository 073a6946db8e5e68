import { chooseLoad, loadVersion, runLoad } from '../load.ts'
import type { LoadResult } from '../load-order.ts'
import { startServer } from '../server-process.ts'
import type { Server } from '../servers.ts'
import { table } from '../table.ts'
import { exchangesOf } from './exchanges.ts'
import type { Expected } from './exchanges.ts'
import { latencyOf, loadFaults, milliseconds, whole } from './latency.ts'
import { LoadClient } from './load-client.ts'
import type { ClientReport } from './load/client-order.ts'
import type { Part, PartSettings } from './part.ts'
import { patient, scaleServer, withPatience } from './scale-servers.ts'

/** What was promised when the project began: requests a second over ten connections. */
const promised = 2800
const connections = 10
const requests = 1000

interface Subject {
  readonly name: string
  readonly server: () => Server
  readonly asked: Expected
}

const subjects: readonly Subject[] = [
  {
    name: 'W1',
    server: () => patient('vivace'),
    asked: { path: '/json', status: 200, says: '"hello":"world"' },
  },
  {
    name: 'practice, one tense',
    server: () => withPatience(scaleServer('practice')),
    asked: {
      path: '/api/conjugations/dormir/present_subjunctive',
      status: 200,
      says: '"forms":["duerma","duermas","duerma","durmamos","durmáis","duerman"]',
    },
  },
]

interface Measured {
  readonly first: ClientReport
  readonly second: ClientReport
  readonly long: LoadResult
}

/** Ten connections: the first thousand requests of a process, another thousand, and many. */
export const fewConnections: Part = {
  title: 'Ten connections, against the promise of 2,800 requests/s',
  async measure(settings) {
    const rows: string[][] = []
    const faults: string[] = []
    for (const { name, server, asked } of subjects) {
      settings.say(`${name}: ${connections} connections`)
      const { first, second, long } = await measureSubject(server(), asked, settings)
      rows.push(
        countedRow(`${name}, the first 1,000 requests of a process`, first),
        countedRow(`${name}, the next 1,000`, second),
        longRow(`${name}, ${Math.round(long.seconds)} s of ${loadVersion(chooseLoad())}`, long),
      )
      faults.push(...loadFaults(name, first), ...loadFaults(name, second))
      if (long.failures > 0) faults.push(`${name}: ${long.failures} requests failed`)
    }
    const head = ['load', 'requests/s', `of ${whole(promised)}`, 'p50', 'p99']
    return { text: table(head, rows), faults }
  },
}

async function measureSubject(server: Server, asked: Expected, settings: PartSettings): Promise<Measured> {
  const { quick, pinning } = settings
  const running = await startServer(server, pinning.server)
  try {
    const { origin } = running
    const exchanges = await exchangesOf(origin, [asked])
    await using client = await LoadClient.start(pinning.load)
    await client.open({ origin, connections, exchanges })
    const first = await client.closed({ requests })
    const second = await client.closed({ requests })
    const request = { method: 'GET', path: asked.path, headers: {} } as const
    const order = { origin, request, seconds: quick ? 2 : 10, connections }
    return { first, second, long: await runLoad(chooseLoad(), order, pinning.load) }
  } finally {
    await running.stop()
  }
}

const times = (rate: number): string => `${(rate / promised).toFixed(1)}×`

function countedRow(name: string, report: ClientReport): string[] {
  const rate = report.answered / report.seconds
  const { p50, p99 } = latencyOf(report.latencies)
  return [name, whole(rate), times(rate), milliseconds(p50), milliseconds(p99)]
}

function longRow(name: string, { requests: answered, seconds, p50, p99 }: LoadResult): string[] {
  const rate = answered / seconds
  return [name, whole(rate), times(rate), milliseconds(p50), milliseconds(p99)]
}
