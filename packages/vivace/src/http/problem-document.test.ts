import { describe, expect, it } from 'vitest'
import { HttpError } from '../errors/index.ts'
import { problem, problemDocument } from './problem-document.ts'

describe('problemDocument()', () => {
  it('has type, title and status even of a bare error', () => {
    expect(problemDocument(new HttpError(404), undefined)).toEqual({
      type: 'about:blank',
      title: 'Not Found',
      status: 404,
    })
  })

  it('has everything that the error says, and its extensions', () => {
    const error = new HttpError(403, {
      type: 'https://example.org/out-of-credit',
      title: 'No credit',
      detail: 'It costs 50.',
      code: 'out-of-credit',
      extensions: { balance: 30 },
    })
    expect(problemDocument(error, 'a1')).toEqual({
      type: 'https://example.org/out-of-credit',
      title: 'No credit',
      status: 403,
      detail: 'It costs 50.',
      instance: 'a1',
      code: 'out-of-credit',
      balance: 30,
    })
  })
})

describe('problem()', () => {
  it('is a title and what else is said', () => {
    expect(problem('Taken')).toEqual({ title: 'Taken' })
    expect(problem('Taken', { code: 'email-taken' })).toEqual({ title: 'Taken', code: 'email-taken' })
  })
})
