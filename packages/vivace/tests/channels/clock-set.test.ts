import { describe, expect, it } from 'vitest'
import { App, clock, dependency, expiry, silentLogger, socket, text } from 'vivace'
import { fakeClock, testClient } from 'vivace/testing'

const hour = 3_600_000
const line = socket({ receives: text(), sends: text() })

/** An app whose credential is good for so many milliseconds, by the time of day. */
function appFor(lifetime: number): App {
  const app = new App({ title: 'Lines', version: '1', log: silentLogger, openapiUrl: false })
  const credential = dependency({ expiry, clock }, ({ expiry, clock }) => expiry.at(clock.now() + lifetime))
  const limits = { idleTimeout: '1m', maxMessageRate: 2, inputs: { line } } as const
  app.websocket('/line', { ...limits, dependencies: [credential] }, async ({ line }) => {
    for await (const said of line) await line.send(said)
  })
  app.websocket('/game', { inputs: { line, clock } }, async ({ line, clock }) => {
    line.closeAt(clock.now() + lifetime, 4_000, 'the game is over')
    for await (const said of line) await line.send(said)
  })
  return app
}

describe.each([hour, -hour])('sockets of a clock that is set by %i ms (T70)', (by) => {
  it('neither end nor live longer: all are asked, are heard, and end when their credentials do', async () => {
    const client = await testClient(appFor(15 * 60_000))
    const time = fakeClock('2026-01-01T09:00:00Z')
    client.app.override(clock, () => time)
    const sockets = await Promise.all(Array.from({ length: 20 }, () => client.websocket('/line')))
    let pings = 0
    const ended: number[] = []
    for (const each of sockets) {
      const ping = each.connection.ping.bind(each.connection)
      each.connection.ping = () => {
        pings += 1
        ping()
      }
      void each.closed.then(({ code }) => ended.push(code))
    }
    time.setBy(by)
    for (let round = 0; round < 15; round += 1) {
      await time.advance('59s')
      for (const each of sockets) each.send(String(round))
      for (const each of sockets) expect(await each.receive()).toBe(String(round))
    }
    expect(ended).toEqual([])
    // One each 25 seconds.
    expect(pings).toBe(20 * 35)
    await time.advance(15 * 60_000 - 15 * 59_000)
    expect((await Promise.all(sockets.map((each) => each.closed))).map(({ code }) => code)).toEqual(
      sockets.map(() => 4_401),
    )
    await client.close()
  })

  it('are closed for silence, and for haste, as they would have been', async () => {
    const client = await testClient(appFor(hour))
    const time = fakeClock('2026-01-01T09:00:00Z')
    client.app.override(clock, () => time)
    const [silent, hasty] = [await client.websocket('/line'), await client.websocket('/line')]
    hasty.send('1')
    hasty.send('2')
    time.setBy(by)
    hasty.send('3')
    expect((await hasty.closed).code).toBe(1_008)
    await time.advance('60s')
    expect((await silent.closed).code).toBe(4_408)
    await client.close()
  })

  it('end when their handler has said so', async () => {
    const client = await testClient(appFor(60_000))
    const time = fakeClock('2026-01-01T09:00:00Z')
    client.app.override(clock, () => time)
    const game = await client.websocket('/game')
    game.send('a')
    expect(await game.receive()).toBe('a')
    time.setBy(by)
    await time.advance('59s')
    game.send('b')
    expect(await game.receive()).toBe('b')
    await time.advance('1s')
    expect(await game.closed).toEqual({ code: 4_000, reason: 'the game is over' })
    await client.close()
  })
})

describe("on the machine's own clock", () => {
  it.each([
    ['/line', { code: 4_401, reason: 'expired' }],
    ['/game', { code: 4_000, reason: 'the game is over' }],
  ])('%s ends when its time has come', async (path, closing) => {
    await using client = await testClient(appFor(50))
    const opened = await client.websocket(path)
    expect(await opened.closed).toEqual(closing)
  })
})
