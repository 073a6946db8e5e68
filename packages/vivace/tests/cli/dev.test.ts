import { request } from 'node:http'
import { afterEach, describe, expect, it } from 'vitest'
import { Project, Vivace } from './vivace-process.ts'

const app = (says: string): string => `
import { App, query } from 'vivace'
import * as z from 'zod'
export const app = new App({ title: 'Shop', version: '1.0.0' })
app.get('/', { inputs: { q: query(z.int().optional()) }, returns: z.string() }, () => ${JSON.stringify(says)})
`

let project: Project | undefined
let child: Vivace | undefined

afterEach(async () => {
  await child?.kill()
  project?.remove()
})

const dev = (files: Readonly<Record<string, string>>, args: readonly string[] = ['--port', '0']): Vivace => {
  project = new Project(files)
  child = new Vivace(['dev', ...args], { cwd: project.folder })
  return child
}

const textOf = async (url: string): Promise<unknown> => (await fetch(url)).json()

/** A request with headers that fetch does not let one set. */
function statusWith(url: string, headers: Readonly<Record<string, string>>): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    request(url, { headers }, (response) => resolve(response.resume().statusCode))
      .on('error', reject)
      .end()
  })
}

/** Whether a process is there. */
function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

describe('vivace dev', () => {
  it('serves what a module exports, and shows method, path, status and time of every request', async () => {
    const server = dev({ 'src/app.ts': app('one') })
    const url = await server.url()
    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/)
    expect(server.out).toContain(`(docs: ${url}/docs)`)
    expect(await textOf(url)).toBe('one')
    await fetch(`${url}/?q=x`)
    await server.says('GET /  422')
    expect(server.out).toMatch(/^\d\d:\d\d:\d\d {2}GET \/ {2}200 {2}\d+\.\d ms$/m)
    expect(server.out).not.toContain('q=x')
  })

  it('restarts with every change, and who asks meanwhile waits', async () => {
    const server = dev({
      'main.ts': `import { serve } from 'vivace/node'\nimport { app } from './app.ts'\nawait serve(app)`,
      'app.ts': app('one'),
    })
    const url = await server.url()
    expect(await textOf(url)).toBe('one')
    project?.write('app.ts', app('two'))
    await server.says('app.ts changed')
    expect(await textOf(url)).toBe('two')
    project?.write('new/folder/more.ts', 'export const more = 1')
    await server.says('changed', 2)
    expect(await textOf(url)).toBe('two')
  })

  it('answers 503 while the app cannot start, says why, and is back with the next change', async () => {
    const server = dev({ 'app.ts': app('one') })
    const url = await server.url()
    project?.write('app.ts', 'throw new Error("spilled milk")')
    await server.says('Waiting for a change.')
    expect(server.err).toContain('spilled milk')
    expect((await fetch(url)).status).toBe(503)
    project?.write('app.ts', app('three'))
    await server.says('changed', 2)
    expect(await textOf(url)).toBe('three')
  })

  it('shows the lines of the log as people read them', async () => {
    const server = dev({
      'app.ts': `
import { App, log } from 'vivace'
import { requestLog } from 'vivace/middleware'
export const app = new App({ title: 'Shop', version: '1.0.0', middleware: [requestLog()] })
app.get('/', { inputs: { log } }, ({ log }) => { log.warn('low on milk', { left: 2 }); return null })`,
    })
    await fetch(await server.url())
    await server.says('GET /  200')
    expect(server.err).toMatch(/^\d\d:\d\d:\d\d {2}warn low on milk {2}left=2$/m)
    expect(server.out).not.toContain('request answered')
  })

  it('refuses foreign hosts and origins', async () => {
    const server = dev({ 'app.ts': app('one') }, ['--port', '0', '--allow-host', 'shop.test'])
    const url = await server.url()
    const { host, port } = new URL(url)
    const statuses = await Promise.all(
      [
        { host: 'evil.example' },
        { host: `evil.localhost.example:${port}` },
        { host, origin: 'https://evil.example' },
        { host, origin: 'null' },
        { host, origin: 'http://93.184.216.34' },
        { host },
        { host: `localhost:${port}`, origin: 'http://localhost:5173' },
        { host: 'shop.test', origin: 'https://shop.test' },
      ].map((headers) => statusWith(url, headers)),
    )
    expect(statuses).toEqual([403, 403, 403, 403, 403, 200, 200, 200])
  })

  it('ends with 1 and says so when the port is taken', async () => {
    const server = dev({ 'app.ts': app('one') })
    const { port } = new URL(await server.url())
    const second = new Vivace(['dev', '--port', port], { cwd: project?.folder ?? '' })
    expect(await second.ended).toBe(1)
    expect(second.err).toContain(`port ${port} is in use`)
  })

  it('leaves nothing behind when it ends, whichever way', async () => {
    for (const [signal, code] of [
      ['SIGINT', 0],
      ['SIGKILL', 'SIGKILL'],
    ] as const) {
      const server = dev({
        'app.ts': `${app('one')}\napp.get('/pid', {}, () => process.pid)`,
      })
      const pid = Number(await textOf(`${await server.url()}/pid`))
      expect(isAlive(pid)).toBe(true)
      server.process.kill(signal)
      expect(await server.ended).toBe(code)
      await expect.poll(() => isAlive(pid), { timeout: 10_000 }).toBe(false)
      project?.remove()
    }
  })
})
