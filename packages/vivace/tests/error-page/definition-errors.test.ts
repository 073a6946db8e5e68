import { describe, expect, it } from 'vitest'
import { DefinitionError } from 'vivace'
import { definitionCodes } from '../../src/errors/index.ts'
import { shopFolder } from './battery-mistakes.ts'
import { definitionMistakes } from './definition-mistakes.ts'
import { shownUnder } from './shown-under.ts'

describe('the message of each definition error in docs/errors.md', () => {
  it.each(definitionCodes)('is what the mistake says: %s', async (code) => {
    const error = await errorOf(definitionMistakes[code])
    if (!(error instanceof DefinitionError)) throw new Error('There is no DefinitionError.', { cause: error })
    expect(error.code).toBe(code)
    expect(withUsualNames(error.message)).toBe(shownUnder(code, 'text'))
  })
})

async function errorOf(mistake: (() => unknown) | undefined): Promise<unknown> {
  if (mistake === undefined) return new Error('Write a mistake for the code in definition-mistakes.ts.')
  try {
    await mistake()
  } catch (error) {
    return error
  }
  return undefined
}

// The port that is taken is any free one, and the folder of a mistake a temporary one.
function withUsualNames(message: string): string {
  return message
    .replaceAll(new RegExp(`${shopFolder}[^/]+`, 'g'), '/shop')
    .replaceAll(/(?<=port )[1-5]\d{4}|(?<=port )6\d{4}/g, '8000')
    .replaceAll(/(?<=PORT=|port: )\d{5}/g, '8001')
}
