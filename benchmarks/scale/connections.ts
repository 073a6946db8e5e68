import { spawnSync } from 'node:child_process'
import { readMemory, readPeakMemory } from '../core-time.ts'
import { startServer } from '../server-process.ts'
import type { Server } from '../servers.ts'
import { runLoad, chooseLoad } from '../load.ts'
import { table } from '../table.ts'
import { setTimeout as wait } from 'node:timers/promises'
import { workloads } from '../workloads.ts'
import { exchangesOf } from './exchanges.ts'
import { loadCells, loadFaults, loadHead, whole } from './latency.ts'
import { LoadClient } from './load-client.ts'
import type { ClientReport } from './load/client-order.ts'
import type { Part, PartSettings } from './part.ts'
import { patient } from './scale-servers.ts'

const names = ['careful-raw', 'vivace', 'fastify'] as const
const asked = [{ path: workloads.W1.request.path, status: 200, says: '"hello":"world"' }]

/** Resident memory of a server, in MiB. */
interface Memory {
  /** Before there was a connection. */
  readonly start: number
  /** With all connections open and idle. */
  readonly idle: number
  /** The most that it had until the end of the load. */
  readonly peak: number
}

interface Measured {
  readonly name: string
  /** Requests a second with few connections, each sending as soon as it has its answer. */
  readonly saturating: number
  readonly memory: Memory
  readonly report: ClientReport
}

/** Ten thousand open connections, at half of the rate that saturates the server. */
export const connections: Part = {
  title: 'Open connections',
  async measure(settings) {
    const count = connectionCount(openFilesLimit(), settings.quick)
    const seconds = settings.quick ? 5 : 20
    const rows: Measured[] = []
    for (const name of names) {
      settings.say(`${name}: ${whole(count)} connections`)
      rows.push(await measureServer(patient(name), { ...settings, count, seconds }))
    }
    const about = `${whole(count)} connections kept alive, W1, ${seconds} s at half of the saturating rate of each server.`
    return {
      text: [about, loadTable(rows), memoryTable(rows, count)].join('\n\n'),
      faults: rows.flatMap(({ name, report }) => loadFaults(name, report)),
    }
  },
}

/** How many files this process, and the ones that it starts, may open. */
function openFilesLimit(): number {
  const { stdout } = spawnSync('sh', ['-c', 'ulimit -Hn'], { encoding: 'utf8' })
  return Number(stdout.trim()) || Infinity
}

/** How many connections a machine can be asked for: a process needs some files for itself. */
export function connectionCount(openFiles: number, quick: boolean): number {
  return Math.min(quick ? 2000 : 10_000, openFiles - 200)
}

interface ServerSettings extends PartSettings {
  readonly count: number
  readonly seconds: number
}

async function measureServer(server: Server, settings: ServerSettings): Promise<Measured> {
  const saturating = await saturate(server, settings)
  const running = await startServer(server, settings.pinning.server)
  try {
    const exchanges = await exchangesOf(running.origin, asked)
    const start = readMemory(running.pid) ?? 0
    await using client = await LoadClient.start(settings.pinning.load)
    await client.open({ origin: running.origin, connections: settings.count, exchanges })
    await wait(1000)
    const idle = readMemory(running.pid) ?? 0
    const report = await client.paced(saturating / 2, settings.seconds)
    const peak = readPeakMemory(running.pid) ?? 0
    return { name: server.name, saturating, memory: { start, idle, peak }, report }
  } finally {
    await running.stop()
  }
}

/** In a process of its own: what the load leaves in memory must not be taken for that of connections. */
async function saturate(server: Server, { pinning, quick }: PartSettings): Promise<number> {
  const running = await startServer(server, pinning.server)
  try {
    const order = { origin: running.origin, request: workloads.W1.request }
    await runLoad(chooseLoad(), { ...order, seconds: 1 }, pinning.load)
    const { requests, seconds } = await runLoad(
      chooseLoad(),
      { ...order, seconds: quick ? 2 : 5 },
      pinning.load,
    )
    return requests / seconds
  } finally {
    await running.stop()
  }
}

function loadTable(rows: readonly Measured[]): string {
  const cells = rows.map(({ name, saturating, report }) => [name, whole(saturating), ...loadCells(report)])
  return table(['server', 'saturating', ...loadHead], cells)
}

const mebibytes = (value: number): string => `${value.toFixed(0)} MiB`

function memoryTable(rows: readonly Measured[], count: number): string {
  const head = ['server', 'started', 'all open, idle', 'peak under load', 'each connection, idle']
  const cells = rows.map(({ name, memory: { start, idle, peak } }) => [
    name,
    ...[start, idle, peak].map(mebibytes),
    `${(((idle - start) * 1024) / count).toFixed(1)} KiB`,
  ])
  return table(head, cells)
}
