import { DefinitionError } from '../errors/index.ts'

/** How many items a page has. */
export interface PageLimits {
  /** The most that a client may ask for; 100 if absent. */
  readonly maxLimit?: number
  /** What a client gets that does not say; 20 if absent, or `maxLimit` if that is less. */
  readonly defaultLimit?: number
}

/** The limits of a page, checked. Throws `DefinitionError` PAGE_LIMIT_INVALID. */
export function checkLimits(where: string, options: PageLimits): Required<PageLimits> {
  const { maxLimit = 100 } = options
  const { defaultLimit = Math.min(20, maxLimit) } = options
  const isCount = (value: number): boolean => Number.isSafeInteger(value) && value >= 1
  if (isCount(maxLimit) && isCount(defaultLimit) && defaultLimit <= maxLimit)
    return { maxLimit, defaultLimit }
  throw new DefinitionError({
    code: 'PAGE_LIMIT_INVALID',
    where,
    cause: `a page cannot have ${defaultLimit} of at most ${maxLimit} items`,
    remedy: 'give whole numbers from 1, with defaultLimit not above maxLimit',
  })
}
