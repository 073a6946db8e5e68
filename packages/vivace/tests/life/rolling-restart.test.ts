import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Program } from '../fixtures/program.ts'
import { type Bundle, bundle } from './bundle.ts'
import { freePorts, Haproxy, hasHaproxy } from './haproxy.ts'
import { Load } from './load.ts'

let program: Bundle
const running: { kill(): Promise<void> }[] = []
beforeAll(async () => {
  program = await bundle(fileURLToPath(new URL('clustered-program.ts', import.meta.url)))
})
afterAll(async () => {
  for (const each of running) await each.kill()
  program.remove()
})

async function start(env: Readonly<Record<string, string>>): Promise<{ program: Program; url: string }> {
  const started = new Program([program.file], { env, isTypeScript: false })
  running.push(started)
  return { program: started, url: await started.url() }
}

describe('a rolling restart under load (T61)', () => {
  it.skipIf(!hasHaproxy)('of two processes behind HAProxy loses no request', async () => {
    const [front = 0, ...ports] = await freePorts(3)
    const serve = (port: number) => start({ PORT: String(port), WORKERS: '0', DRAIN_DELAY: '3000' })
    const replicas = await Promise.all(ports.map(serve))
    const proxy = new Haproxy(front, ports)
    running.push({ kill: () => proxy.stop() })
    await Promise.all(ports.map((_, server) => proxy.sendsTo(server)))
    const load = new Load(proxy.url, 16)
    for (let round = 0; round < 3; round += 1) {
      for (const [server, port] of ports.entries()) {
        const old = replicas[server]
        old?.program.process.kill('SIGTERM')
        expect(await old?.program.ended).toBe(0)
        replicas[server] = await serve(port)
        await proxy.sendsTo(server)
      }
    }
    const { answered, failures } = await load.stop()
    expect(failures).toEqual([])
    expect(answered).toBeGreaterThan(500)
  })

  it('of two workers by SIGHUP loses no request of clients that keep their connections', async () => {
    const { program: server, url } = await start({ WORKERS: '2' })
    const load = new Load(url, 16)
    for (let round = 1; round <= 3; round += 1) {
      server.process.kill('SIGHUP')
      await server.says('The workers were replaced.', round)
    }
    const { answered, failures } = await load.stop()
    expect(failures).toEqual([])
    expect(answered).toBeGreaterThan(300)
    server.process.kill('SIGTERM')
    expect(await server.ended).toBe(0)
  })
})
