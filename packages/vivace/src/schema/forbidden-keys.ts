// \u0050 to \u007a: an escaped letter or underscore, which may spell a key that the plain search misses.
const escapedLetter = /\\u00[5-7]/i

/**
 * The path of the first key through which a body could reach a prototype: `__proto__`, or a `constructor`
 * that holds an object with `prototype`. `text` is what `value` was parsed from.
 *
 *     forbiddenKeyPath(text, JSON.parse(text))   // ['user', '__proto__'] for {"user":{"__proto__":{}}}
 *
 * `JSON.parse` itself makes them harmless own properties; code that merges or copies the value may not.
 * An ordinary text costs a search for two words; the value is walked only if it holds one of them.
 */
export function forbiddenKeyPath(text: string, value: unknown): (string | number)[] | undefined {
  return isSuspicious(text) ? walk(value) : undefined
}

function isSuspicious(text: string): boolean {
  return (
    text.includes('__proto__') ||
    (text.includes('constructor') && text.includes('prototype')) ||
    (text.includes('\\u00') && escapedLetter.test(text))
  )
}

/** A value yet to be looked at, and how it was reached. */
interface Step {
  readonly value: object
  readonly key: string | number
  readonly parent: Step | undefined
}

// In the order of the text, without recursion: the depth of a body is the client's choice.
function walk(root: unknown): (string | number)[] | undefined {
  if (!isObject(root)) return undefined
  const pending: Step[] = [{ value: root, key: '', parent: undefined }]
  for (let step = pending.pop(); step !== undefined; step = pending.pop()) {
    const entries = entriesOf(step.value)
    for (const [key, value] of entries) {
      if (isForbidden(key, value)) return pathTo({ value: step.value, key, parent: step })
    }
    for (let at = entries.length - 1; at >= 0; at--) {
      const entry = entries[at]
      if (entry !== undefined && isObject(entry[1]))
        pending.push({ key: entry[0], value: entry[1], parent: step })
    }
  }
  return undefined
}

function entriesOf(value: object): readonly (readonly [string | number, unknown])[] {
  return Array.isArray(value)
    ? value.map((item: unknown, index) => [index, item] as const)
    : Object.entries(value)
}

function isForbidden(key: string | number, value: unknown): boolean {
  if (key === '__proto__') return true
  return key === 'constructor' && isObject(value) && Object.hasOwn(value, 'prototype')
}

function pathTo(last: Step): (string | number)[] {
  const path: (string | number)[] = []
  for (let step: Step | undefined = last; step?.parent !== undefined; step = step.parent)
    path.unshift(step.key)
  return path
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null
}
