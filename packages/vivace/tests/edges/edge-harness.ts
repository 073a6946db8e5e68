import { afterEach } from 'vitest'
import { Answer, type Exchange } from '../../src/exchange/index.ts'
import type { EdgeDriver, OpenEdge, WireRequest } from './edge-driver.ts'
import { Fixture, latch } from './fixture.ts'
import type { WireAnswer } from './wire-answer.ts'

/** Short ways to ask an edge one thing; what is opened is closed after each test. */
export interface EdgeHarness {
  open(app: Fixture): Promise<EdgeDriver>
  /** One request to an app that is one function. */
  send(handle: (exchange: Exchange) => unknown, request?: WireRequest): Promise<WireAnswer>
  /** What the app sees of a request. */
  seen<Value>(look: (exchange: Exchange) => Value | Promise<Value>, request: WireRequest): Promise<Value>
}

export function edgeHarness(openEdge: OpenEdge): EdgeHarness {
  let driver: EdgeDriver | undefined
  afterEach(async () => {
    await driver?.close()
    driver = undefined
  })
  const open = async (app: Fixture): Promise<EdgeDriver> => (driver = await openEdge(app))
  const send: EdgeHarness['send'] = async (handle, request = {}) =>
    (await open(new Fixture(handle))).send(request)
  return {
    open,
    send,
    async seen<Value>(look: (exchange: Exchange) => Value | Promise<Value>, request: WireRequest) {
      const { promise, open: tell } = latch<Value>()
      await send(async (exchange) => {
        tell(await look(exchange))
        return new Answer(200, [], null)
      }, request)
      return promise
    },
  }
}
