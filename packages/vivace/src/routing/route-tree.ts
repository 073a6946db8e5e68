import { decodePercent } from '../http/index.ts'
import type { PathTemplate } from './path-template.ts'
import { isParameter, type Segment, segmentKey, spellingsOf, valuesIn } from './segment.ts'

/** What is looked for, and the values of the parameters on the way there. */
export interface Search {
  readonly method: string
  readonly path: string
  readonly values: string[]
}

interface Branch<Leaf> {
  readonly key: string
  readonly segment: Segment
  readonly tree: RouteTree<Leaf>
}

/**
 * Templates by their segments. At each segment a fixed one goes first, then those with literals around parameters, then
 * a parameter, then the rest of the path; where one of them leads nowhere, the next one is tried.
 *
 *     tree.add('GET', parsePathTemplate('/items/{id}'), leaf)
 *     const search = { method: 'GET', path: '/items/7', values: [] }
 *     tree.find(search, 1)    // leaf; search.values is ['7']
 *
 * A path that ends in `/` has an empty segment at its end, which no parameter takes. Each node of the tree is looked at
 * once at most, and those of fixed segments are found in a map, so that a look-up does not grow with their number.
 */
export class RouteTree<Leaf> {
  readonly #fixed = new Map<string, RouteTree<Leaf>>()
  readonly #mixed: Branch<Leaf>[] = []
  #parameter: RouteTree<Leaf> | undefined
  /** By method: of paths that end here. */
  readonly #leaves = new Map<string, Leaf>()
  /** By method: of paths that go on, however long. */
  readonly #rests = new Map<string, Leaf>()

  add(method: string, { segments, rest }: PathTemplate, leaf: Leaf): void {
    const before = rest === undefined ? segments : segments.slice(0, -1)
    const tree = before.reduce<RouteTree<Leaf>>((node, segment) => node.#branch(segment), this)
    const leaves = rest === undefined ? tree.#leaves : tree.#rests
    leaves.set(method, leaf)
  }

  /**
   * What the path from this character on leads to, with its values added to the search.
   * Throws 400 for a value that is not well-formed UTF-8.
   */
  find(search: Search, from: number): Leaf | undefined {
    const { path, values } = search
    const slash = path.indexOf('/', from)
    const text = slash < 0 ? path.slice(from) : path.slice(from, slash)
    const fixed = this.#fixed.get(text)
    const found = fixed === undefined ? undefined : fixed.#after(search, slash)
    if (found !== undefined || text === '') return found
    for (const { segment, tree } of this.#mixed) {
      const taken = valuesIn(text, segment)
      if (taken === undefined) continue
      const before = values.length
      values.push(...taken)
      const leaf = tree.#after(search, slash)
      if (leaf !== undefined) return leaf
      values.length = before
    }
    if (this.#parameter !== undefined) {
      values.push(decodePercent(text))
      const leaf = this.#parameter.#after(search, slash)
      if (leaf !== undefined) return leaf
      values.pop()
    }
    const rest = this.#rests.get(search.method)
    if (rest !== undefined) values.push(decodePercent(path.slice(from)))
    return rest
  }

  #after(search: Search, slash: number): Leaf | undefined {
    return slash < 0 ? this.#leaves.get(search.method) : this.find(search, slash + 1)
  }

  #branch(segment: Segment): RouteTree<Leaf> {
    const [text = ''] = segment
    if (isParameter(segment)) return (this.#parameter ??= new RouteTree())
    if (segment.length > 1) return this.#mixedBranch(segment)
    const known = this.#fixed.get(text) ?? new RouteTree<Leaf>()
    for (const spelling of spellingsOf(text)) this.#fixed.set(spelling, known)
    return known
  }

  #mixedBranch(segment: Segment): RouteTree<Leaf> {
    const key = segmentKey(segment)
    const known = this.#mixed.find((branch) => branch.key === key)
    if (known !== undefined) return known.tree
    const tree = new RouteTree<Leaf>()
    this.#mixed.push({ key, segment, tree })
    this.#mixed.sort(byFixedLength)
    return tree
  }
}

/** Those that fix more characters first; those that fix as many have an order of their own, not that of adding. */
function byFixedLength<Leaf>(one: Branch<Leaf>, other: Branch<Leaf>): number {
  const length = ({ segment }: Branch<Leaf>): number => segment.join('').length
  return length(other) - length(one) || (one.key < other.key ? -1 : 1)
}
