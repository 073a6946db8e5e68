import { describe, expect, it } from 'vitest'
import { contentSecurityPolicy } from './content-security-policy.ts'

describe('the Content-Security-Policy of a docs page', () => {
  it('allows scripts from here alone, and none in the page', () => {
    expect(contentSecurityPolicy({}).split('; ')).toEqual([
      "default-src 'none'",
      "script-src 'self'",
      "style-src 'self' 'unsafe-inline'",
      "img-src 'self' data:",
      "connect-src 'self'",
      "base-uri 'none'",
      "form-action 'none'",
      "frame-ancestors 'self'",
    ])
  })

  it('allows requests to the origins that it is told', () => {
    expect(contentSecurityPolicy({ connect: ['https://a.example', 'https://b.example'] })).toContain(
      "connect-src 'self' https://a.example https://b.example;",
    )
  })

  it('has further directives', () => {
    expect(contentSecurityPolicy({ directives: { 'worker-src': 'blob:' } })).toMatch(/; worker-src blob:$/)
  })
})
