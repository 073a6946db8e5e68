import { dependency, response } from 'vivace'

/**
 * Lets browsers and proxies keep an answer for a day: the dictionary changes with a release, never between.
 * Errors stay uncached, because a handler that throws drops its headers.
 */
export const cacheable = dependency({ response }, ({ response: answer }) => {
  answer.header('cache-control', 'public, max-age=86400')
})
