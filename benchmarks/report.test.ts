import { describe, expect, it } from 'vitest'
import { report } from './report.ts'
import { findServers, readPackages } from './servers.ts'
import type { Slice } from './slice.ts'
import { table } from './table.ts'

const slice = (server: string, requestsPerSecond: number): Slice => ({
  server,
  workload: 'W3',
  round: 1,
  turn: 1,
  requestsPerSecond,
  cpu: 1e6 / requestsPerSecond,
  p50: 1.234,
  p99: 5.678,
  memory: 61.4,
  startUp: 80,
  dropped: server === 'hono' ? 'the load kept the server only 50 % busy' : undefined,
})
const written = report({
  measured: {
    slices: [slice('raw', 20_000), slice('ours', 19_000), slice('hono', 10_000)],
    leftOut: [{ server: 'express', reasons: ['W3 lets the password out', 'W4 answers 200'] }],
  },
  servers: ['raw', 'ours', 'express', 'hono'],
  workloads: ['W3'],
  baseline: 'raw',
})

describe('report()', () => {
  it('shows the ratios of all workloads first', () => {
    expect(written).toContain('| server |   W3 |\n| ------ | ---: |\n| raw    | 1.00 |\n| ours   | 0.95 |')
  })

  it('shows speed, cost, latency and memory of each workload', () => {
    const line = written.split('\n').find((text) => text.includes('19,000'))
    expect(line?.split('|').map((cell) => cell.trim())).toEqual([
      ...['', 'ours', '19,000', '0.95 (0.95–0.95)', '52.6 µs', '1.05 (1.05–1.05)'],
      ...['1.23 ms', '5.68 ms', '61 MiB', '1 of 1', ''],
    ])
  })

  it('shows the cost alone of disturbed slices, marked, and says what the mark means', () => {
    expect(written).toContain('| hono   |    – |')
    expect(written).toContain('| ~2.00 |')
    expect(written).toContain('`~` marks the cost of disturbed slices')
  })

  it('says which server was left out, and why', () => {
    expect(written).toContain('* **express was left out**:\n  * W3 lets the password out\n  * W4 answers 200')
  })
})

describe('table()', () => {
  it('aligns text to the left and numbers to the right', () => {
    expect(table(['server', 'n'], [['raw', '21,340']])).toBe(
      '| server |      n |\n| ------ | -----: |\n| raw    | 21,340 |',
    )
  })
})

describe('findServers()', () => {
  it('finds the baseline first and the peers in alphabetical order', () => {
    const names = findServers().map(({ name }) => name)
    expect(names[0]).toBe('careful-raw')
    const peers = names.filter((name) => name !== 'careful-raw' && name !== 'vivace')
    expect(peers).toEqual([...peers].sort())
    expect(peers).toContain('fastify')
  })

  it('reads the packages that a server names', () => {
    expect(readPackages('/**\n * Hono.\n *\n * @packages hono, @hono/node-server\n */')).toEqual([
      'hono',
      '@hono/node-server',
    ])
    expect(readPackages('// nothing')).toEqual([])
  })
})
