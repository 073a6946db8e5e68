import { describe, expect, it } from 'vitest'
import { connectionCount } from './connections.ts'
import { practiceRequests } from './practice-requests.ts'
import { pathKinds, routePath, routeTemplates } from './route-paths.ts'
import { judgeAdded } from './routes.ts'

describe('the number of connections', () => {
  it('is ten thousand, or what the open files allow', () => {
    expect(connectionCount(20_000, false)).toBe(10_000)
    expect(connectionCount(Infinity, false)).toBe(10_000)
    expect(connectionCount(4096, false)).toBe(3896)
    expect(connectionCount(20_000, true)).toBe(2000)
  })
})

describe('what clients ask the practice API', () => {
  const requests = practiceRequests()

  it('is sixty requests, most of them for one tense of a verb', () => {
    const one = requests.filter(({ path }) =>
      /^\/api\/conjugations\/[^/]+\/[a-z_]+\?region=voseo$/.test(path),
    )
    expect(requests).toHaveLength(60)
    expect(one).toHaveLength(40)
  })

  it('contains what is refused', () => {
    expect(requests.filter(({ status }) => status === 404)).toHaveLength(1)
    expect(requests.filter(({ status }) => status === 422)).toHaveLength(1)
  })

  it('can be sent as it is: no path needs to be encoded any more', () => {
    for (const { path } of requests) expect(path).toMatch(/^[\x21-\x7e]+$/)
  })
})

describe('the routes that are looked up', () => {
  it('are as many as asked for, all different', () => {
    for (const count of [10, 100, 1000]) expect(new Set(routeTemplates(count)).size).toBe(count)
  })

  it('are all there for every number', () => {
    const patterns = routeTemplates(10).map((text) => new RegExp(`^${text.replaceAll(/\{\w+\}/g, '[^/]+')}$`))
    for (const kind of pathKinds) {
      for (let number = 0; number < 20; number++) {
        const path = routePath(kind, { routes: 10, number, id: 42 })
        expect(patterns.filter((pattern) => pattern.test(path))).toHaveLength(kind === 'no such path' ? 0 : 1)
      }
    }
  })
})

describe('a thousand routes', () => {
  it('may add half a second to the start', () => {
    expect(judgeAdded(500)).toEqual([])
    expect(judgeAdded(620)).toEqual(['1,000 routes add 620 ms to the start, more than 500 ms'])
  })
})
