import { describe, expect, it } from 'vitest'
import { temporaryTree } from '../temporary-tree.ts'
import { compilers } from './compilers.ts'
import { appOfRoutes } from './routes-of-cost.ts'
import { judgeCosts, measure, type Cost } from './type-cost.ts'

const ceilings = {
  instantiations: { '100': 150, '400': 500, '1200': 1600 },
  withClient: {},
  growth: 3.2,
}
const cost = (routes: number, instantiations: number): Cost => ({
  compiler: 'TypeScript 7.0.2',
  routes,
  instantiations,
  seconds: 1,
  megabytes: 100,
})

describe('the check of the type cost', () => {
  it('passes a cost under the ceilings that grows in a line', () => {
    expect(judgeCosts([cost(100, 120), cost(400, 480), cost(1200, 1440)], ceilings)).toEqual([])
  })

  it('finds a cost above a ceiling', () => {
    expect(judgeCosts([cost(100, 151), cost(400, 480), cost(1200, 1440)], ceilings)).toEqual([
      '100 routes cost 151 with TypeScript 7.0.2, at most 150',
    ])
  })

  it('finds growth that is no line', () => {
    expect(judgeCosts([cost(100, 30), cost(400, 480), cost(1200, 1590)], ceilings)).toEqual([
      '1200 routes cost 3.31 times 400 routes, at most 3.2',
    ])
  })

  it('holds the routes with a client to ceilings of their own', () => {
    const own = { ...ceilings, withClient: { '400': 700, '1200': 2100 } }
    const measured = [cost(100, 120), cost(400, 480), cost(1200, 1440)]
    const client = (routes: number, instantiations: number): Cost => ({
      ...cost(routes, instantiations),
      hasClient: true,
    })
    expect(judgeCosts([...measured, client(400, 690), client(1200, 2060)], own)).toEqual([])
    expect(judgeCosts([...measured, client(400, 690), client(1200, 2101)], own)).toEqual([
      '1200 routes with a client cost 2101 with TypeScript 7.0.2, at most 2100',
    ])
    expect(judgeCosts([...measured, client(400, 690)], own)).toContain(
      '1200 routes with a client were not measured',
    )
  })

  it('finds what was not measured', () => {
    expect(judgeCosts([cost(400, 480), cost(1200, 1440)], ceilings)).toEqual(['100 routes were not measured'])
    expect(judgeCosts([], ceilings)).not.toEqual([])
  })
})

describe('measure()', () => {
  const [, newest = { name: '', tsc: '' }] = compilers

  it('counts the same every time, and more for more types', async () => {
    const folder = temporaryTree({ 'vivace/index.d.ts': '' })
    const text = 'export const a = [1, 2].map((one) => [one]).filter(Boolean)'
    const first = await measure(folder, newest, { routes: 1, text })
    const second = await measure(folder, newest, { routes: 1, text })
    const third = await measure(folder, newest, {
      routes: 1,
      text: `${text}.map((one) => new Map([[one, one]]))`,
    })
    expect(first.instantiations).toBeGreaterThan(0)
    expect(second.instantiations).toBe(first.instantiations)
    expect(third.instantiations).toBeGreaterThan(first.instantiations)
  })

  it('throws when the app does not compile', async () => {
    const folder = temporaryTree({ 'vivace/index.d.ts': '' })
    await expect(measure(folder, newest, { routes: 1, text: appOfRoutes(1) })).rejects.toThrow(
      'does not compile',
    )
  })
})
