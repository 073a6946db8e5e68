import { isCanonicalPath } from '../routing/canonical-path.ts'

const parameter = /\{([^{}*]+)(\*)?\}/g

/**
 * Fills a path template in. What a value holds stays in its segment; only `{rest*}` spans several.
 *
 *     writePath('/files/{folder}/{rest*}', new Map([['folder', 'a b'], ['rest', 'c d/e']]))    // '/files/a%20b/c%20d/e'
 *
 * Throws `TypeError` for a value that is missing or empty, and for one that would make another path of it: `.` and
 * `..`, which every URL parser takes for steps, and slashes and NUL, which no app of ours takes in a path.
 */
export function writePath(template: string, values: ReadonlyMap<string, string>): string {
  const path = template.replace(parameter, (_, name: string, spans: string | undefined) => {
    const value = values.get(name)
    if (value === undefined || value === '')
      throw new TypeError(`'${name}' of the path ${template} is missing.`)
    return spans === undefined
      ? encodeURIComponent(value)
      : value.split('/').map(encodeURIComponent).join('/')
  })
  if (isCanonicalPath(path)) return path
  throw new TypeError(
    `A value of the path ${template} is '.' or '..', or holds a slash or NUL. Send it in the query instead.`,
  )
}
