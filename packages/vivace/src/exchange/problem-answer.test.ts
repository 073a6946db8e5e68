import { describe, expect, it } from 'vitest'
import { HttpError } from '../errors/index.ts'
import { problemAnswer } from './problem-answer.ts'

describe('problemAnswer()', () => {
  const error = new HttpError(414, { code: 'uri-too-long', headers: { 'X-A': '1' } })

  it('is a problem document with the headers of the error', () => {
    const answer = problemAnswer(error, 'r1')
    expect([answer.status, answer.get('content-type'), answer.get('x-a')]).toEqual([
      414,
      'application/problem+json',
      '1',
    ])
    // It has just been written as a text.
    expect(JSON.parse(answer.body as string)).toMatchObject({ instance: 'r1', code: 'uri-too-long' })
  })

  it('has the security headers, since no app adds them', () => {
    const answer = problemAnswer(error)
    expect(answer.get('x-content-type-options')).toBe('nosniff')
    expect(answer.get('content-security-policy')).toContain("default-src 'none'")
    expect(answer.get('cache-control')).toBe('no-store')
    expect(answer.get('strict-transport-security')).toBeUndefined()
    expect(problemAnswer(error, undefined, true).get('strict-transport-security')).toContain('max-age=')
  })
})
