import type { SharedRecord } from '../shared/index.ts'

interface Head {
  readonly tags: readonly string[]
  readonly ttl: number
  readonly retention: number
}

/** What follows the id and the instant of a record: a line about it, and its text. */
export function writeContent(head: Head, text: string): string {
  return `${JSON.stringify(head)}\n${text}`
}

/** The id of what stands at a place: of a record or of a lease. */
export function tokenOf(content: string): string {
  return content.slice(1, 23)
}

/** The record that stands at a place for so many milliseconds more; `undefined` for a lease. */
export function readRecord(content: string, left: number): SharedRecord | undefined {
  if (!content.startsWith('v')) return undefined
  const ending = content.indexOf('\n', 39)
  // What follows a 'v' was written by `writeContent`.
  const { tags, ttl, retention } = JSON.parse(content.slice(39, ending)) as Head
  return {
    id: tokenOf(content),
    text: content.slice(ending + 1),
    tags,
    // Redis alone measures the time: the clocks of the processes may differ.
    freshFor: ttl - (retention - left),
    keptFor: left,
  }
}
