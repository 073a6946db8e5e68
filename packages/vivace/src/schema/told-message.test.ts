import { type } from 'arktype'
import * as v from 'valibot'
import * as z from 'zod'
import { describe, expect, it } from 'vitest'
import type { Issue } from './schema.ts'
import { toldMessage } from './told-message.ts'

/** A schema of any library, described or not. */
interface Judging {
  readonly '~standard': {
    readonly validate: (
      value: unknown,
    ) => { readonly issues?: readonly Issue[] | undefined } | Promise<unknown>
  }
}

function toldOf(schema: Judging, value: unknown): string[] {
  const verdict = schema['~standard'].validate(value)
  return verdict instanceof Promise ? [] : (verdict.issues ?? []).map(toldMessage)
}

describe('toldMessage()', () => {
  it.each<[string, { schema: Judging; value: unknown }, string]>([
    ['zod', { schema: z.string(), value: 5 }, 'Invalid input: expected string, received number'],
    ['a type of valibot', { schema: v.number(), value: 'hunter2' }, 'Invalid type: Expected number'],
    ['a format of valibot', { schema: v.pipe(v.string(), v.email()), value: 'hunter2' }, 'Invalid email'],
    [
      'a bound of valibot',
      { schema: v.pipe(v.number(), v.maxValue(5)), value: 98_765 },
      'Invalid value: Expected <=5',
    ],
    ['a type of arktype', { schema: type('number'), value: 'hunter2' }, 'must be a number'],
    ['a format of arktype', { schema: type('string.email'), value: 'hunter2' }, 'must be an email address'],
    ['a bound of arktype', { schema: type('number <= 5'), value: 98_765 }, 'must be at most 5'],
    [
      'words of the author in arktype',
      { schema: type('string').narrow((_, context) => context.mustBe('known')), value: 'x' },
      'must be known',
    ],
    [
      'words of the author in valibot',
      {
        schema: v.pipe(
          v.string(),
          v.check(() => false, 'Unknown: x'),
        ),
        value: 'x',
      },
      'Unknown: x',
    ],
  ])('says what is wrong, and not what was sent: %s', (_what, { schema, value }, expected) => {
    expect(toldOf(schema, value)).toEqual([expected])
  })

  it('does so of issues that are made of several', () => {
    const several = type('string').and(type('string >= 20')).and(/^x/)
    expect(toldOf(several, 'hunter2').join()).not.toContain('hunter2')
    expect(toldOf(type('string.email | number[]'), 'hunter2').join()).not.toContain('hunter2')
  })

  it('takes what is no text in an issue for no quotation', () => {
    const issue = { message: 'Wrong', received: 5, actual: null, errors: ['x', null, { received: 'y' }] }
    expect(toldMessage(issue)).toBe('Wrong')
  })

  it('has words of its own where the library fails at its message', () => {
    const issue = {
      get message(): string {
        throw new Error('broken')
      },
    }
    expect(toldMessage(issue)).toBe('Invalid value')
  })
})
