import { availableParallelism } from 'node:os'
import { describe, expect, it } from 'vitest'
import { serveSettings } from './serve-settings.ts'

describe('serveSettings()', () => {
  it('has a limit for everything', () => {
    expect(serveSettings({}, {})).toEqual({
      port: 8_000,
      host: '127.0.0.1',
      workers: 0,
      tls: undefined,
      backlog: 4_096,
      maxConnections: 10_000,
      headersTimeout: 10_000,
      requestTimeout: 30_000,
      connectionsCheckingInterval: 2_000,
      keepAliveTimeout: 5_000,
      handlerTimeout: 30_000,
      stallTimeout: 10_000,
      minBodyRate: 240,
      minBodyRateAfter: 5_000,
      maxHeaderSize: 16_384,
      maxHeaders: 100,
      maxUrlLength: 8_192,
      drainDelay: 0,
      gracePeriod: 10_000,
      signals: ['SIGTERM', 'SIGINT'],
      processErrors: true,
      announce: true,
    })
  })

  it('reads PORT and HOST from the environment, where an option does not say otherwise', () => {
    const environment = { PORT: '9000', HOST: '0.0.0.0' }
    expect(serveSettings({}, environment)).toMatchObject({ port: 9_000, host: '0.0.0.0' })
    expect(serveSettings({ port: 0, host: '::1' }, environment)).toMatchObject({ port: 0, host: '::1' })
  })

  it.each(['http', '80800', '1e3', '0x50', ' 80', '-1', '8.5'])('takes PORT=%j for a mistake', (text) => {
    expect(() => serveSettings({}, { PORT: text })).toThrow(
      `the environment variable PORT: ${JSON.stringify(text)} is not a port.`,
    )
  })

  it('has a worker for each processor, or as many as are wanted', () => {
    expect(serveSettings({ workers: 'auto' }, {}).workers).toBe(availableParallelism())
    expect(serveSettings({ workers: 3 }, {}).workers).toBe(3)
    expect(() => serveSettings({ workers: -1 }, {})).toThrow('0 means this process alone')
  })

  it('takes an empty variable for none', () => {
    expect(serveSettings({}, { PORT: '', HOST: '' })).toMatchObject({ port: 8_000, host: '127.0.0.1' })
  })

  it('takes units', () => {
    expect(
      serveSettings({ keepAliveTimeout: '65s', maxUrlLength: '16kb', signals: false }, {}),
    ).toMatchObject({
      keepAliveTimeout: 65_000,
      maxUrlLength: 16_384,
      signals: [],
    })
  })

  it('waits for headers no longer than for the request that they begin', () => {
    expect(serveSettings({ requestTimeout: '3s' }, {}).headersTimeout).toBe(3_000)
    expect(serveSettings({ requestTimeout: 0, headersTimeout: '1m' }, {}).headersTimeout).toBe(60_000)
  })

  it('knows no time that a timer cannot count', () => {
    expect(serveSettings({ handlerTimeout: '365d' }, {}).handlerTimeout).toBe(2 ** 31 - 1)
  })
})
