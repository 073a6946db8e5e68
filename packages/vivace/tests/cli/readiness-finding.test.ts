import { healthRouter } from '@vivace/telemetry'
import { App, isStopping } from 'vivace'
import { health } from 'vivace/middleware'
import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import { findingsOf } from '../../src/cli/check/findings.ts'

const shop = (options: { readonly middleware?: [ReturnType<typeof health>] } = {}): App =>
  new App({ title: 'Shop', version: '1.0.0', ...options })

const isFound = (app: App): boolean =>
  findingsOf({ app, options: { drainDelay: '5s' } }).some(({ word }) => word === 'readiness')

describe('whether balancers can ask if an app is ready', () => {
  it('is found to be undecided where nothing answers them', () => {
    const app = shop()
    app.get('/items', { returns: z.int() }, () => 1)
    expect(isFound(app)).toBe(true)
  })

  it('is not, with health(), healthRouter(), or a route that asks whether the app stops', () => {
    const asking = shop()
    asking.get('/ready', { inputs: { isStopping }, returns: z.boolean() }, ({ isStopping }) => !isStopping())
    const routed = shop()
    routed.include(healthRouter(), { prefix: '/api' })
    for (const app of [shop({ middleware: [health()] }), asking, routed]) expect(isFound(app)).toBe(false)
  })
})
