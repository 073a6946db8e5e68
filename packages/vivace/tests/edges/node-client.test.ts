import { Socket } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { Answer, type Client } from '../../src/exchange/index.ts'
import { socketClient } from '../../src/node/socket-client.ts'
import type { Server } from '../../src/node/index.ts'
import { Fixture } from './fixture.ts'
import { serveQuietly } from './node-driver.ts'
import { openConnection, type RawConnection } from './raw-connection.ts'

let server: Server | undefined
const connections: RawConnection[] = []

afterEach(async () => {
  for (const connection of connections.splice(0)) connection.destroy()
  await server?.stop()
  server = undefined
})

/** An app that remembers the client of each request. */
async function serveRemembering(): Promise<Client[]> {
  const clients: Client[] = []
  const app = new Fixture(({ client }) => {
    clients.push(client)
    return new Answer(204, [], null)
  })
  server = await serveQuietly(app)
  return clients
}

/** Opens a connection, makes so many requests one after another, and says from which port they came. */
async function ask(requests: number): Promise<number | undefined> {
  const connection = await openConnection(server?.port ?? 0)
  connections.push(connection)
  for (let at = 0; at < requests; at++)
    await connection.write('GET / HTTP/1.1\r\nHost: a.example\r\n\r\n').answer()
  return connection.socket.localPort
}

describe('the client of a request, on Node', () => {
  it('is the other end of its connection, for all of its requests', async () => {
    const clients = await serveRemembering()
    const first = { address: '127.0.0.1', port: await ask(2) }
    const second = { address: '127.0.0.1', port: await ask(1) }
    expect(clients).toEqual([first, first, second])
    expect(first.port).not.toBe(second.port)
  })

  it('is nobody known where the connection is none any more', () => {
    expect(socketClient(new Socket())).toEqual({ address: undefined, port: undefined })
  })
})
