import type { Failure, FailurePlace } from '../errors/index.ts'
import { type Finding, findingsOf } from './findings.ts'
import type { JsonSchema } from './json-schema.ts'
import { type Place, placeAt } from './place.ts'
import { type RuleBook, ruleBookOf } from './rules.ts'
import type { Issue } from './schema.ts'
import { isRecord } from './structure.ts'
import { toldMessage } from './told-message.ts'
import { unionMessage } from './union-message.ts'

/** What `failuresOf` reads. */
export interface FailedValidation {
  readonly issues: readonly Issue[]
  readonly place: FailurePlace
  /** Where in the place the value is: `['limit']` in the query, `[]` for a whole body. */
  readonly prefix: readonly (string | number)[]
  /** The input side of the schema. */
  readonly json: JsonSchema
  /** The schema that `$ref`s are resolved in, if `json` is a part of it. */
  readonly root?: JsonSchema
  /** What the schema was given. */
  readonly value: unknown
}

// A megabyte of wrong items has half a million issues. Nobody reads them, and writing them takes seconds.
const mostIssues = 1_000

/**
 * A schema's issues as failures of a request. The message is the library's; the code is the JSON Schema
 * keyword that does not hold, found by looking at the value, so that it is the same whatever library judged.
 *
 *     failuresOf({ issues, place: 'body', prefix: [], json, value })
 *     // [{ in: 'body', path: ['age'], code: 'minimum', limit: 0, message: 'Too small: …', input: -1 }]
 *
 * `missing` is a required value that is not there; its message is ours, because libraries only say that it is
 * not of the type, and its input is the object that it is missing in. Where no keyword is broken (a
 * refinement, a transformation that failed) the code is the library's own word, or `invalid`. After the first
 * 1,000 issues it stops.
 */
export function failuresOf(failed: FailedValidation): Failure[] {
  const book = ruleBookOf(failed.root ?? failed.json)
  const rules = book.of([failed.json])
  const confirmed: Failure[] = []
  const others: Failure[] = []
  for (const { path, issues } of groupByPath(failed)) {
    const place = placeAt({ book, rules, value: failed.value, path })
    const findings = findingsAt(book, place)
    const where = { in: failed.place, path: [...failed.prefix, ...place.path] }
    for (const assigned of assign(expanded(issues, findings), findings)) {
      const list = isConfirmed(assigned, place) ? confirmed : others
      const found = failuresAt(where, place, { ...assigned, message: messageOf(book, place, assigned) })
      list.push(...('keyword' in assigned.issue ? found.filter((failure) => !isAmong(failure, list)) : found))
    }
  }
  return confirmed.length > 0 ? confirmed : others.slice(0, 1)
}

// The branches of a union each report that they are not the one.
function isAmong({ path, code }: Failure, failures: readonly Failure[]): boolean {
  const last = failures.at(-1)
  return last?.code === code && last.path.join('/') === path.join('/')
}

function findingsAt(book: RuleBook, { findings, rules, missing, value }: Place): readonly Finding[] {
  // An optional value that is not there breaks nothing; what a library says of it all the same is its own.
  const isSilent = rules === undefined || missing || value === undefined
  return findings.length > 0 || isSilent ? findings : findingsOf(book, rules, value)
}

/** An issue, and what it is about. */
interface Assigned {
  readonly issue: Issue
  readonly finding: Finding | undefined
}

function failuresAt(
  where: Pick<Failure, 'in' | 'path'>,
  place: Place,
  { issue, finding, message }: Assigned & { readonly message: string },
): readonly Failure[] {
  if (place.missing) return [missing(where, place.container)]
  if (finding === undefined) return [{ ...where, message, code: ownCode(issue), input: place.value }]
  const { keyword, limit, fields } = finding
  if (fields === undefined || place.findings.includes(finding)) {
    return [{ ...where, message, code: keyword, limit, input: place.value }]
  }
  return fields.map((name) => {
    const input = isRecord(place.value) ? place.value[name] : undefined
    const at = { in: where.in, path: [...where.path, name] }
    return input === undefined ? missing(at, place.value) : { ...at, message, code: keyword, limit, input }
  })
}

// zod says no more of a value that fits no branch of a union.
const sayingNothing = 'Invalid input'

function messageOf(book: RuleBook, { rules }: Place, { issue, finding }: Assigned): string {
  const message = toldMessage(issue)
  const isUnion = rules !== undefined && rules.unions.length > 0 && finding?.fields === undefined
  return isUnion && message === sayingNothing ? unionMessage(book, rules) : message
}

function missing(where: Pick<Failure, 'in' | 'path'>, container: unknown): Failure {
  return { ...where, message: 'Field required', code: 'missing', input: container }
}

function groupByPath({
  issues,
  value,
}: FailedValidation): Iterable<{ path: (string | number)[]; issues: Issue[] }> {
  const groups = new Map<string, { path: (string | number)[]; issues: Issue[] }>()
  for (const issue of issues.slice(0, mostIssues)) {
    const path = pathOf(issue, value)
    const key = JSON.stringify(path)
    const group = groups.get(key)
    if (group === undefined) groups.set(key, { path, issues: [issue] })
    else group.issues.push(issue)
  }
  return groups.values()
}

// Adapters read paths from JSON pointers, where an index is text.
function pathOf({ path = [] }: Issue, value: unknown): (string | number)[] {
  let inside = value
  // Not path.map: the path may be an array of the library's own class, and its copies too (arktype).
  return Array.from(path, (segment) => {
    const key = typeof segment === 'object' ? segment.key : segment
    const step = typeof key === 'symbol' ? String(key) : key
    const isIndex = Array.isArray(inside) && /^\d+$/.test(String(step))
    // Only read, by a name that may not be there.
    inside =
      typeof inside === 'object' && inside !== null ? (inside as Record<string, unknown>)[step] : undefined
    return isIndex ? Number(step) : step
  })
}

// A library may tell in one issue, made of several, what others tell in as many.
function expanded(issues: readonly Issue[], findings: readonly Finding[]): readonly Issue[] {
  if (findings.filter(({ certain }) => certain).length <= issues.length) return issues
  return issues.flatMap((issue) => {
    const parts = 'errors' in issue && Array.isArray(issue.errors) ? issue.errors.filter(isIssue) : []
    return parts.length > 1 ? parts : [issue]
  })
}

function isIssue(value: unknown): value is Issue {
  return typeof value === 'object' && value !== null && 'message' in value
}

// An issue that carries the limit of a finding among its own members is about it; the others take what is
// left, in order.
function assign(issues: readonly Issue[], findings: readonly Finding[]): readonly Assigned[] {
  const left = new Set(findings)
  const take = (finding: Finding | undefined): Finding | undefined => {
    if (finding !== undefined) left.delete(finding)
    return finding
  }
  const named = issues.map((issue) => take([...left].find((finding) => mentions(issue, finding))))
  return issues.map((issue, index) => {
    const certain = [...left].find((finding) => finding.certain)
    const possible = findings.some((finding) => finding.certain) ? undefined : [...left][0]
    return { issue, finding: named[index] ?? take(certain ?? possible) }
  })
}

function mentions(issue: Issue, { keyword, limit }: Finding): boolean {
  return Object.values(issue).some(
    (own) =>
      own === keyword ||
      (own === limit && limit !== undefined) ||
      (typeof limit === 'string' &&
        (own === `/${limit}/` || (own instanceof RegExp && own.source === limit))),
  )
}

// A validator of JSON Schema reports the errors of every branch of a union; those of the branch that the
// value belongs to are the ones that a look at the value finds again.
function isConfirmed({ issue, finding }: Assigned, place: Place): boolean {
  return !('keyword' in issue) || finding?.certain === true || (place.missing && place.rules !== undefined)
}

function ownCode(issue: Issue): string {
  const own: Readonly<Record<string, unknown>> = { ...issue }
  const code = [own['code'], own['type'], own['keyword'], own['kind']].find(
    (word) => typeof word === 'string',
  )
  return typeof code === 'string' ? code : 'invalid'
}
