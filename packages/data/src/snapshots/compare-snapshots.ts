import { isDeepStrictEqual } from 'node:util'
import type { Snapshot } from './snapshot.ts'

/** What names a snapshot and what tells how names have changed; the rest is what a database has. */
const ownParts: ReadonlySet<string> = new Set(['id', 'prevId', '_meta', 'internal'])

/** Parts in which something that is new may have been something that is gone. */
const namedParts = ['schemas', 'enums', 'tables', 'sequences', 'views', 'roles', 'policies']

type Named = Readonly<Record<string, unknown>>

/**
 * What differs between two snapshots, by kind and name; nothing if they are alike.
 *
 *     differencesBetween(kept, now)    // ['tables public.users', 'enums public.mood']
 */
export function differencesBetween(previous: Snapshot, current: Snapshot): string[] {
  // As JSON has it: what is `undefined` is not written.
  const [before, now] = [plain(previous), plain(current)]
  const parts = [...new Set([...Object.keys(before), ...Object.keys(now)])].filter(
    (part) => !ownParts.has(part),
  )
  return parts.flatMap((part) => {
    const [one, other] = [before[part], now[part]]
    if (isDeepStrictEqual(one, other)) return []
    if (!isNamed(one) || !isNamed(other)) return [part]
    const names = [...new Set([...Object.keys(one), ...Object.keys(other)])]
    return names.filter((name) => !isDeepStrictEqual(one[name], other[name])).map((name) => `${part} ${name}`)
  })
}

/**
 * Where somebody must say whether something was renamed, or dropped and another made.
 *
 *     possibleRenames(kept, now)    // ['columns of users: name, or full_name?']
 */
export function possibleRenames(previous: Snapshot, current: Snapshot): string[] {
  const parts = namedParts.flatMap((part) => question(part, previous[part], current[part]))
  const tables = Object.entries(current.tables).flatMap(([key, { name, columns, policies }]) => [
    ...question(`columns of ${name}`, previous.tables[key]?.columns, columns),
    ...question(`policies of ${name}`, previous.tables[key]?.policies, policies),
  ])
  return [...parts, ...tables]
}

function question(what: string, previous: unknown, current: unknown): string[] {
  if (!isNamed(previous) || !isNamed(current)) return []
  const gone = Object.keys(previous).filter((name) => !(name in current))
  const added = Object.keys(current).filter((name) => !(name in previous))
  return gone.length > 0 && added.length > 0 ? [`${what}: ${gone.join(', ')} → ${added.join(', ')}`] : []
}

function plain(snapshot: Snapshot): Named {
  return JSON.parse(JSON.stringify(snapshot)) as Named // an object, as it was written
}

function isNamed(value: unknown): value is Named {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
