import { describe, expect, it } from 'vitest'
import { parseArguments, UsageError } from './arguments.ts'

describe('parseArguments()', () => {
  it('measures everything five times when nothing is asked for', () => {
    expect(parseArguments([])).toEqual({
      workloads: ['W1', 'W2', 'W3', 'W4', 'W5'],
      servers: undefined,
      rounds: 5,
      turns: 4,
      seconds: 1,
      warmUp: 3,
      minutes: 50,
      load: undefined,
      seed: 1,
      save: false,
      help: false,
    })
  })

  it('takes workloads in any case and keeps their order', () => {
    expect(parseArguments(['--only', 'w3, W1']).workloads).toEqual(['W1', 'W3'])
  })

  it('takes short names of servers and adds the baseline', () => {
    expect(parseArguments(['--servers', 'ours']).servers).toEqual(['careful-raw', 'vivace'])
    expect(parseArguments(['--servers', 'hono,raw']).servers).toEqual(['careful-raw', 'hono'])
  })

  it('measures less with --quick, unless told how much', () => {
    expect(parseArguments(['--quick'])).toMatchObject({ rounds: 2, turns: 2, warmUp: 1 })
    expect(parseArguments(['--quick', '--rounds', '4'])).toMatchObject({ rounds: 4, turns: 2 })
  })

  it('takes the other flags', () => {
    const options = parseArguments(['--save', '--load', 'autocannon', '--seed=12', '--warm-up', '9', '-h'])
    expect(options).toMatchObject({ save: true, load: 'autocannon', seed: 12, warmUp: 9, help: true })
  })

  it.each([
    [['--only', 'W9'], 'W9 is no workload'],
    [['--only', ','], 'nothing is no workload'],
    [['--load', 'ab'], 'it is wrk or autocannon, not ab'],
    [['--rounds', '0'], '--rounds: it is a whole number above 0, not 0'],
    [['--seconds', '1.5'], '--seconds: it is a whole number above 0, not 1.5'],
    [['--fast'], "Unknown option '--fast'"],
    [['W3'], 'Unexpected argument'],
  ])('refuses %j and says why', (args, message) => {
    expect(() => parseArguments(args)).toThrow(UsageError)
    expect(() => parseArguments(args)).toThrow(message)
  })
})
