import { describe, expect, it } from 'vitest'
import type { HttpPolicy } from './http-policy.ts'
import { resolvePolicies } from './resolve-policies.ts'

describe('resolvePolicies()', () => {
  it.each([
    ['default', { connect: 5_000, read: 25_000, total: 30_000 }],
    ['llm', { connect: 10_000, read: 110_000, total: 120_000 }],
    ['health', { connect: 2_000, read: 3_000, total: 5_000 }],
    ['webhook', { connect: 5_000, read: 10_000, total: 15_000 }],
  ])('gives %s the milliseconds %j', (name, times) => {
    expect(resolvePolicies({}).get(name)).toMatchObject(times)
  })

  it('fills a policy up from the default one of the app', () => {
    const policies = resolvePolicies({ default: { total: '1m', attempts: 1 }, arxiv: { concurrency: 1 } })
    expect(policies.get('arxiv')).toMatchObject({ total: 60_000, attempts: 1, concurrency: 1, read: 25_000 })
    expect(policies.get('llm')).toMatchObject({ total: 120_000, attempts: 1 })
  })

  it('changes a built-in policy by its name', () => {
    const webhook = resolvePolicies({ webhook: { addresses: 'any' } }).get('webhook')
    expect(webhook).toMatchObject({ addresses: 'any', total: 15_000 })
  })

  it('bounds what nobody has bounded', () => {
    expect(resolvePolicies({}).get('default')).toMatchObject({
      attempts: 3,
      redirects: 3,
      maxBytes: 10 * 1_024 ** 2,
      addresses: 'any',
      breaker: { window: 20, atLeast: 10, failing: 0.5, pause: 10_000 },
    })
  })

  it.each<HttpPolicy>([
    { total: 0 },
    { attempts: 0 },
    { attempts: 1.5 },
    { concurrency: 0 },
    { queue: -1 },
    { redirects: -1 },
    { maxBytes: 0 },
    { throttle: { limit: 0, per: '1s' } },
    { throttle: { limit: 1, per: 0 } },
    { breaker: { failing: 0 } },
    { breaker: { failing: 1.1 } },
    { breaker: { window: 5 } },
    { breaker: { atLeast: 0 } },
    { breaker: { pause: 0 } },
  ])('refuses %j', (policy) => {
    expect(() => resolvePolicies({ own: policy })).toThrow(
      expect.objectContaining({ code: 'HTTP_POLICY_INVALID', where: 'httpClient(), policy "own"' }),
    )
  })
})
