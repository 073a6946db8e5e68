import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { RequestListener, Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { checkServer } from './check-server.ts'
import { freePort } from './free-port.ts'
import { rows } from './work/application.ts'
import { workloadNames } from './workloads.ts'

const baseline = fileURLToPath(new URL('./servers/careful-raw.ts', import.meta.url))

describe('checkServer()', () => {
  let child: ChildProcess
  let port = 0
  let open: Server | undefined

  beforeAll(async () => {
    port = await freePort()
    child = spawn(process.execPath, ['--import', 'tsx', baseline], {
      env: { ...process.env, PORT: String(port) },
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    if (child.stdout) await once(child.stdout, 'data')
  })

  afterAll(() => {
    child.kill()
    open?.close()
  })

  async function faultsOf(listener: RequestListener, name: 'W1' | 'W3' | 'W4' | 'W5'): Promise<string[]> {
    open?.close()
    open = createServer(listener).listen(0, '127.0.0.1')
    await once(open, 'listening')
    // A TCP server that listens has an address with a port.
    const address = open.address() as AddressInfo
    return checkServer(`http://127.0.0.1:${address.port}`, [name])
  }

  it('finds no fault in the baseline', async () => {
    expect(await checkServer(`http://127.0.0.1:${port}`, workloadNames)).toEqual([])
  })

  it('finds a wrong status', async () => {
    const faults = await faultsOf((_, response) => response.writeHead(404).end('{}'), 'W1')
    expect(faults).toEqual(['W1 answers the object: it answered 404, not 200'])
  })

  it('finds an answer that is not JSON', async () => {
    const faults = await faultsOf((_, response) => response.end('hello'), 'W1')
    expect(faults).toEqual(['W1 answers the object: it answered no media type'])
  })

  it('finds undeclared fields that leave', async () => {
    const faults = await faultsOf((_, response) => {
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(rows))
    }, 'W5')
    expect(faults).toHaveLength(1)
    expect(faults[0]).toContain('supplierNote')
  })

  it('finds bad input that is let in', async () => {
    const faults = await faultsOf((_, response) => response.writeHead(201).end('{}'), 'W3')
    expect(faults).toContain('W3 refuses a short password: it answered 201, not 400 or 422')
    expect(faults).toHaveLength(13)
  })

  it('finds sessions that are never closed', async () => {
    let opened = 0
    const faults = await faultsOf((request, response) => {
      if (request.url === '/me') opened++
      response.writeHead(200, { 'content-type': 'application/json' })
      response.end(JSON.stringify({ opened, open: opened }))
    }, 'W4')
    expect(faults.at(-1)).toMatch(/^W4 closes its sessions: \d+ are open still$/)
  })

  it('finds a server that does not count its sessions', async () => {
    const faults = await faultsOf((_, response) => response.writeHead(404).end(), 'W4')
    expect(faults.at(-1)).toBe('W4 counts its sessions: GET /sessions did not tell')
  })

  it('finds a server that does not answer', async () => {
    const faults = await faultsOf((request) => request.socket.destroy(), 'W1')
    expect(faults[0]).toMatch(/^W1 answers the object: there was no answer/)
  })
})
