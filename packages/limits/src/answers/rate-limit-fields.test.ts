import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type AskedLimit, rateLimitFields } from './rate-limit-fields.ts'

interface Item {
  readonly name: string
  readonly parameters: Readonly<Record<string, number>>
}

/** A List of Items that are Strings with Integers as parameters; fails for whatever RFC 9651, section 4.2 does not parse. */
function parsedList(field: string): Item[] {
  return field.split(/[ \t]*,[ \t]*/).map((text) => {
    const [, name, rest = ''] =
      /^"([\x20\x21\x23-\x5b\x5d-\x7e]*)"((?:;[a-z*][\w.*-]*=-?\d{1,15})*)$/.exec(text) ?? []
    if (name === undefined) throw new Error(`${text} is no Item`)
    const pairs = rest
      .split(';')
      .slice(1)
      .map((pair) => pair.split('='))
    return { name, parameters: Object.fromEntries(pairs.map(([key = '', value]) => [key, Number(value)])) }
  })
}

const milliseconds = fc.integer({ min: 0, max: 86_400_000 })
const askedLimit: fc.Arbitrary<AskedLimit> = fc.record({
  take: fc.record({
    name: fc.stringMatching(/^[\w.-]{1,64}$/),
    key: fc.constant('k'),
    limit: fc.integer({ min: 1, max: 1_000_000_000 }),
    window: fc.integer({ min: 1, max: 86_400 }).map((seconds) => seconds * 1_000),
    cost: fc.constant(1),
  }),
  state: fc.record({
    remaining: fc.integer({ min: 0, max: 1_000_000_000 }),
    resetAfter: milliseconds,
    retryAfter: milliseconds,
  }),
})

describe('rateLimitFields()', () => {
  it('are structured fields, with every policy and one limit among them', () => {
    fc.assert(
      fc.property(fc.array(askedLimit, { minLength: 1, maxLength: 5 }), (asked) => {
        const fields = rateLimitFields(asked)
        const policies = parsedList(fields['ratelimit-policy'])
        expect(policies).toEqual(
          asked.map(({ take: { name, limit, window } }) => ({
            name,
            parameters: { q: limit, w: window / 1_000 },
          })),
        )
        const [told, ...others] = parsedList(fields.ratelimit)
        expect(others).toEqual([])
        expect(policies.map(({ name }) => name)).toContain(told?.name)
        expect(Object.keys(told?.parameters ?? {})).toEqual(['r', 't'])
      }),
    )
  })

  it('tell the limit that refuses for the longest, else the one with the fewest units, else the one that gives back last', () => {
    const of = (name: string, state: AskedLimit['state']): AskedLimit => ({
      take: { name, key: 'k', limit: 100, window: 60_000, cost: 1 },
      state,
    })
    const told = (one: AskedLimit['state'], other: AskedLimit['state']): string =>
      rateLimitFields([of('a', one), of('b', other)]).ratelimit
    const waits = { remaining: 0, resetAfter: 10, retryAfter: 10 }
    expect(told(waits, { remaining: 3, resetAfter: 50, retryAfter: 50 })).toBe('"b";r=3;t=1')
    const many = { remaining: 7, resetAfter: 9_000, retryAfter: 0 }
    const few = { remaining: 3, resetAfter: 1_001, retryAfter: 0 }
    expect(told(many, few)).toBe('"b";r=3;t=2')
    expect(told({ ...few, resetAfter: 9_000 }, few)).toBe('"a";r=3;t=9')
  })
})
