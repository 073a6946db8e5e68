import { expect, it } from 'vitest'
import { toFetchHandler } from '../../src/fetch/index.ts'
import type { OpenEdge } from '../edges/edge-driver.ts'
import { describeEdge } from '../edges/edge-conformance.ts'
import { socketDriver } from '../edges/socket-driver.ts'
import { runtimeServer } from './this-runtime.ts'

// The fetch edge behind the server of the runtime itself, over sockets.
if (runtimeServer === undefined) {
  it('is not under test on Node.js, which has no server of Request and Response', () => {
    expect(process.versions).not.toHaveProperty('bun')
    expect(process.versions).not.toHaveProperty('deno')
  })
} else {
  const { name, serve } = runtimeServer
  const openServed: OpenEdge = (app) => {
    const handle = toFetchHandler(app)
    const { port, stop } = serve((request, peer) => handle(request, peer === undefined ? {} : { peer }))
    return Promise.resolve(socketDriver(port, stop))
  }
  describeEdge(name, openServed)
}
