import { findServers } from '../servers.ts'
import type { Server } from '../servers.ts'
import { transpiledPath } from '../transpile.ts'

/**
 * A server of the benchmark, which keeps idle connections for a minute: with Node's 5 seconds, thousands of
 * connections cannot stay open while the load is prepared.
 *
 *     await startServer(patient('careful-raw'), core)
 */
export function patient(name: string): Server {
  const server = findServers().find((one) => one.name === name)
  if (server === undefined) throw new Error(`there is no servers/${name}.ts`)
  return withPatience(server)
}

/** A server of this folder's own: `scaleServer('practice')`. */
export function scaleServer(name: string): Server {
  return {
    name,
    file: `scale/servers/${name}.ts`,
    packages: [],
    runtime: { name: 'Node', suffix: '.ts', transpiled: true, command: [process.execPath] },
  }
}

/** The same, with its idle connections kept for a minute. */
export function withPatience(server: Server): Server {
  const command = [process.execPath, '--import', transpiledPath('scale/servers/long-keep-alive.ts')]
  return { ...server, runtime: { ...server.runtime, command } }
}
