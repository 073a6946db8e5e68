import { createServer, type Server } from 'node:net'
import type { AddressInfo } from 'node:net'
import { type Mailer, mailer, type MailerOptions } from '@vivace/auth'
import { App, silentLogger } from 'vivace'
import { testClient } from 'vivace/testing'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { keepingLogger, type Line } from '../routes/fixture.ts'

const mail = { to: 'ana@example.com', subject: 'Hello', text: 'A link', html: '<p>A link</p>' }
const servers: Server[] = []

afterEach(() => {
  vi.unstubAllEnvs()
  for (const server of servers.splice(0)) server.close()
})

/** A server of SMTP that takes what it is sent; with `greets: false` one that says nothing. */
async function smtpServer(taken: string[], greets = true): Promise<string> {
  const server = createServer((socket) => {
    let isData = false
    socket.on('error', () => undefined)
    if (greets) socket.write('220 mail.example\r\n')
    socket.on('data', (bytes) => {
      const text = String(bytes)
      taken.push(text)
      if (isData && text.endsWith('\r\n.\r\n')) isData = false
      else if (text.startsWith('DATA')) isData = true
      if (!isData || text.startsWith('DATA')) socket.write(isData ? '354 go on\r\n' : '250 ok\r\n')
    })
  })
  servers.push(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  // A server that listens on a port has such an address.
  return `smtp://127.0.0.1:${(server.address() as AddressInfo).port}`
}

/** Sends one mail through the mailer of an app. */
async function send(options: MailerOptions): Promise<void> {
  const app = new App({ title: 'Shop', version: '1.0.0', log: silentLogger })
  let found: Mailer | undefined
  app.get('/', { inputs: { mails: mailer(options) } }, ({ mails }) => {
    found = mails
    return null
  })
  await using client = await testClient(app)
  await client.get('/')
  await found?.send(mail)
}

describe('mailer()', () => {
  it('writes mails to the log where there is no server', async () => {
    vi.stubEnv('SMTP_URL', '')
    const lines: Line[] = []
    await send({ log: keepingLogger(lines) })
    expect(lines).toEqual([{ message: 'Mail to ana@example.com: Hello', fields: { mail: 'A link' } }])
  })

  it('sends them over SMTP, by the address of the environment', async () => {
    const taken: string[] = []
    vi.stubEnv('SMTP_URL', await smtpServer(taken))
    vi.stubEnv('MAIL_FROM', 'Shop <no-reply@shop.example>')
    await send({})
    const told = taken.join('')
    expect(told).toContain('MAIL FROM:<no-reply@shop.example>')
    expect(told).toContain('RCPT TO:<ana@example.com>')
    expect(told).toContain('Subject: Hello')
    expect(told).toContain('<p>A link</p>')
  })

  it('waits for a server that says nothing no longer than it is told', async () => {
    const url = await smtpServer([], false)
    await expect(send({ url, from: 'shop@shop.example', timeout: '50ms' })).rejects.toThrow(
      /greeting|timeout/i,
    )
  })

  it.each([
    [{ url: 'http://mail.example', from: 'a@b.example' }, 'its address is not one of an SMTP server'],
    [{ url: 'smtp://mail.example', from: '' }, 'nobody that mails are from'],
  ])('does not start with %j', async (options, message) => {
    await expect(send(options)).rejects.toThrow(message)
  })

  it('does not start in production without a server', async () => {
    vi.stubEnv('NODE_ENV', 'production')
    vi.stubEnv('SMTP_URL', '')
    await expect(send({})).rejects.toThrow('in production mails must leave')
  })
})
