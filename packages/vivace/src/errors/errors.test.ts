import { describe, expect, it } from 'vitest'
import { DefinitionError } from './definition-error.ts'
import { HttpError } from './http-error.ts'
import { MalformedJson } from './malformed-json.ts'
import { ValidationError } from './validation-error.ts'

describe('DefinitionError', () => {
  it('says where, the cause, the remedy and the code', () => {
    const fault = {
      code: 'PREFIX_INVALID',
      where: "Prefix 'users'",
      cause: 'a prefix begins with "/"',
      remedy: "write '/users'",
    } as const
    const error = new DefinitionError(fault, { cause: 'why' })
    expect(error).toMatchObject({ name: 'DefinitionError', ...pick(fault), cause: 'why' })
    expect(error.message).toBe(
      "Prefix 'users': a prefix begins with \"/\".\nTo fix it, write '/users'.\n(PREFIX_INVALID, see docs/errors.md)",
    )
    expect(error.stack).toContain('errors.test.ts')
  })

  function pick({ code, where, remedy }: { code: string; where: string; remedy: string }): object {
    return { code, where, remedy }
  }
})

describe('HttpError', () => {
  it.each([
    [new HttpError(404), 'HTTP 404'],
    [new HttpError(404, { title: 'Gone' }), 'Gone'],
    [new HttpError(404, { title: 'Gone', detail: 'There is no item 7.' }), 'There is no item 7.'],
  ])('has the closest message that it is given', (error, message) => {
    expect(error.message).toBe(message)
    expect(error.name).toBe('HttpError')
  })

  it('takes no stack, and leaves the stacks of other errors as they are', () => {
    const before = Error.stackTraceLimit
    expect(new HttpError(404).stack).not.toContain('errors.test.ts')
    expect(new ValidationError([]).stack).not.toContain('errors.test.ts')
    expect(Error.stackTraceLimit).toBe(before)
    expect(new Error('other').stack).toContain('errors.test.ts')
  })

  it('keeps its cause', () => {
    const cause = new Error('database')
    expect(new HttpError(503, { cause }).cause).toBe(cause)
  })
})

describe('errors that are answers of ours', () => {
  it('tell what they are', () => {
    expect(new ValidationError([])).toMatchObject({
      name: 'ValidationError',
      status: 422,
      code: 'validation-failed',
    })
    expect(new MalformedJson('No.')).toMatchObject({
      name: 'MalformedJson',
      status: 400,
      code: 'malformed-json',
    })
    expect(new MalformedJson('No.', { position: 1, reason: 'x' }).fault).toEqual({ position: 1, reason: 'x' })
  })
})
