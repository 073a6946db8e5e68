import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Project, vivace } from './vivace-process.ts'

const talk = `
import { App, socket } from 'vivace'
import * as z from 'zod'
export const app = new App({ title: 'Talk', version: '1.0.0' })
app.websocket('/rooms', { inputs: { socket: socket({ receives: z.string() }) } }, () => undefined)
`

let project: Project
beforeAll(() => {
  project = new Project({ 'app.ts': talk })
})
afterAll(() => project.remove())

const run = (...args: string[]) => vivace(['asyncapi', ...args], { cwd: project.folder })

describe('vivace asyncapi', () => {
  it('prints the document', async () => {
    const { code, out } = await run()
    expect(code).toBe(0)
    expect(JSON.parse(out)).toMatchObject({ asyncapi: '3.0.0', channels: { rooms: { address: '/rooms' } } })
    expect(JSON.parse(out)).not.toHaveProperty('servers')
  })

  it('writes it, with the server that it will be found at', async () => {
    const { code, err } = await run(
      '--url',
      'https://talk.example.com/asyncapi.json',
      '--out',
      'asyncapi.json',
    )
    expect([code, err]).toEqual([0, 'Wrote asyncapi.json: 1 channel.\n'])
    const { servers } = JSON.parse(readFileSync(join(project.folder, 'asyncapi.json'), 'utf8'))
    expect(servers.server).toMatchObject({ host: 'talk.example.com', protocol: 'wss' })
  })

  it('takes absolute URLs alone', async () => {
    const { code, err } = await run('--url', 'talk.example.com')
    expect([code, err]).toEqual([2, expect.stringContaining("not 'talk.example.com'")])
  })
})
