import type { Source } from '../models/results.ts'

/**
 * Each source once, the first of those that are the same: one paper of arXiv in any version, one page at any spelling of
 * its address.
 *
 *     deduplicate([atArxiv('2101.00001v1'), atArxiv('2101.00001v2')]).length    // 1
 */
export function deduplicate(sources: readonly Source[]): Source[] {
  const seen = new Set<string>()
  return sources.filter(({ url }) => {
    const key = sourceKey(url)
    if (seen.has(key)) return false
    seen.add(key)
    return true
  })
}

const arxivPath =
  /^\/(?:abs|pdf|html)\/((?:[a-z-]+(?:\.[A-Z]{2})?\/\d{7}|\d{4}\.\d{4,5}))(?:v\d+)?(?:\.pdf)?$/

/** Parameters by which pages know where a reader came from. */
const tracking = /^(?:utm_\w+|gclid|fbclid|mc_[ce]id|ref)$/

/**
 * What two addresses of the same thing have in common.
 *
 *     sourceKey('http://arxiv.org/abs/hep-ex/0307015v1')     // 'arxiv:hep-ex/0307015'
 *     sourceKey('https://www.example.org/a/?utm_source=x')   // 'example.org/a'
 */
export function sourceKey(address: string): string {
  if (!URL.canParse(address)) return address
  const url = new URL(address)
  const host = url.host.toLowerCase().replace(/^www\./, '')
  const paper = /(?:^|\.)arxiv\.org$/.test(host) ? arxivPath.exec(url.pathname)?.[1] : undefined
  if (paper !== undefined) return `arxiv:${paper}`
  const kept = [...url.searchParams].filter(([name]) => !tracking.test(name)).sort()
  const query = new URLSearchParams(kept).toString()
  return host + withoutLastSlashes(url.pathname) + (query === '' ? '' : `?${query}`)
}

function withoutLastSlashes(path: string): string {
  let end = path.length
  while (path[end - 1] === '/') end -= 1
  return path.slice(0, end)
}
