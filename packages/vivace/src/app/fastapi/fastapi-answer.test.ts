import { describe, expect, it } from 'vitest'
import { type Failure, HttpError, MalformedJson, ValidationError } from '../../errors/index.ts'
import { fastapiAnswer } from './fastapi-answer.ts'

function detailOf(failure: Partial<Failure>): unknown {
  const whole: Failure = { in: 'query', path: ['x'], message: 'Not like this', code: 'custom', ...failure }
  return fastapiAnswer(new ValidationError([whole])).body.detail
}

describe('fastapiAnswer()', () => {
  it.each([
    [new HttpError(404), 'Not Found'],
    [new HttpError(401, { title: 'Not authenticated' }), 'Not authenticated'],
    [new HttpError(418, { title: 'No', detail: "I don't like 3.", code: 'no' }), "I don't like 3."],
  ])('answers %o with its detail, else its title, else the phrase of its status', (error, detail) => {
    expect(fastapiAnswer(error)).toEqual({ status: error.status, body: { detail } })
  })

  it('answers 422 with every failure, its place, and what was sent', () => {
    const failures: Failure[] = [
      { in: 'header', path: ['x-token'], message: 'Field required', code: 'missing' },
      { in: 'body', path: ['tags', 0], message: '…', code: 'minLength', limit: 2, input: 'a' },
    ]
    expect(fastapiAnswer(new ValidationError(failures))).toEqual({
      status: 422,
      body: {
        detail: [
          { type: 'missing', loc: ['header', 'x-token'], msg: 'Field required', input: null },
          {
            type: 'string_too_short',
            loc: ['body', 'tags', 0],
            msg: 'String should have at least 2 characters',
            input: 'a',
            ctx: { min_length: 2 },
          },
        ],
      },
    })
  })

  it('calls the place of a form the body', () => {
    expect(detailOf({ in: 'form', path: ['name'], code: 'missing' })).toMatchObject([
      { loc: ['body', 'name'] },
    ])
  })

  it('points at the name of a member, where that is refused', () => {
    const detail = detailOf({
      in: 'body',
      path: ['weights', 'foo'],
      code: 'propertyNames',
      limit: {},
      input: 2,
    })
    expect(detail).toMatchObject([{ loc: ['body', 'weights', 'foo', '[key]'], input: 'foo' }])
  })

  it('answers once for each branch of a union of scalars', () => {
    expect(detailOf({ code: 'type', limit: ['integer', 'boolean', 'null'], input: 'x' })).toMatchObject([
      { type: 'int_parsing', loc: ['query', 'x', 'int'], input: 'x' },
      { type: 'bool_parsing', loc: ['query', 'x', 'bool'], input: 'x' },
    ])
    expect(detailOf({ code: 'type', limit: ['integer', 'array'], input: 'x' })).toMatchObject([
      { type: 'value_error', loc: ['query', 'x'] },
    ])
  })

  it('answers malformed JSON with 422 and the position of the fault', () => {
    const error = new MalformedJson('It cannot be parsed at position 1.', {
      position: 1,
      reason: 'A name is missing',
    })
    expect(fastapiAnswer(error)).toEqual({
      status: 422,
      body: {
        detail: [
          {
            type: 'json_invalid',
            loc: ['body', 1],
            msg: 'JSON decode error',
            input: {},
            ctx: { error: 'A name is missing' },
          },
        ],
      },
    })
  })

  it('answers 400 for a body that is no text', () => {
    expect(fastapiAnswer(new MalformedJson('It is not UTF-8.'))).toEqual({
      status: 400,
      body: { detail: 'There was an error parsing the body' },
    })
  })
})
